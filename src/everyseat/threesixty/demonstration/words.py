"""What the demonstration's raters wrote, about nobody real."""

CHIEF = {
    "keep": [
        "Explaining why. The open letter about the budget was the first time I understood it.",
        "Coming out on visits with the night team. It was noticed.",
        "Standing up for the whole city in the partnership meetings.",
        "The Friday blog. It reads like a person.",
        "Saying sorry in front of everybody. That took something.",
        "Asking partners in early, before the paper is written.",
    ],
    "change": [
        "Look up when we come in. Some days it is as if the room were empty.",
        "Learn the names of the people on the ground floor.",
        "Slow down between meetings. We get the end of the last one.",
        "Let the quieter directors finish.",
        "Less waving people on with a hand. It does not feel the way you may think.",
        "Tell us what happened to the ideas that we sent in.",
    ],
    "moment": [
        "You waved us out of the room so that your meeting could begin. I felt an inch tall.",
        "You stopped in the corridor and asked how my mother was. I felt like a person.",
        "At the board you said the idea was mine. I was proud all week.",
        "I told you that I disagreed and you thanked me. I did not expect that.",
        "We passed on the stairs and you looked at your telephone. It happens often.",
    ],
}
OTHERS = {
    "keep": [
        "Always rings back.",
        "Calm when the list is long.",
        "Knows each of us and what we are good at.",
        "Gives credit where it is due.",
    ],
    "change": [
        "Ask before you decide the rota.",
        "Tell us why, not only what.",
        "More time one to one.",
    ],
    "moment": [
        "After the incident you sat with us until we went home. I felt safe.",
        "I raised a worry in the team brief and it was passed over. I felt small.",
    ],
}
