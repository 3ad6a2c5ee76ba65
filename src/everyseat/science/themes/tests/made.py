"""Made-up comments on three themes, and how they are labelled."""

import numpy as np

NAMES = ["Staff", "Waiting", "Food", "Parking"]
SAID = [
    ["The nurse was {} kind", "Staff were {} friendly to me", "a {} caring doctor"],
    ["I waited {} long", "The appointment was {} late", "hours of {} waiting"],
    ["The food was {} cold", "{} tasty meals for lunch", "dinner came {} warm"],
]
HOW = ["very", "so", "rather", "always", "often", "too", "quite", "never"]
QUESTIONS = ["good", "better"]


def comments() -> tuple[list[str], np.ndarray, list[str]]:
    """Return 168 comments, 24 of them on two themes; nobody says anything of the fourth."""
    texts, labels = [], []
    for theme, patterns in enumerate(SAID):
        for pattern in patterns:
            for how in HOW:
                texts += [pattern.format(how), f"{how}: {pattern.format('really')}"]
                labels += [[theme], [theme]]
    for n, how in enumerate(HOW * 3):
        texts.append(f"{SAID[0][n % 3].format(how)}, but {SAID[1][n // 8].format(how)}")
        labels.append([0, 1])
    has = np.array([[theme in each for theme in range(len(NAMES))] for each in labels])
    return texts, has, [QUESTIONS[n % 2] for n in range(len(texts))]
