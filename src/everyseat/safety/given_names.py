"""Given names that people in the UK have, and first words of sentences that look like names.

A name in the list is one wherever it stands, with a capital or without: none is an ordinary word in
English or Welsh, or above all a place. At the beginning of a sentence a capital says nothing. There
a word is taken for a name if no dictionary has it, or it is one of the doubtful names (Grace,
Mark), and what follows is said of a person. No database.
"""

import re
from collections.abc import Iterator

import simplemma

from everyseat.safety import spelling

GIVEN = frozenset(
    """
    aaliyah aaron abbie abdul abdullah abdullahi abigail ada adam adele adeola adrian agnes
    agnieszka ahmed aidan aileen aisha aisling aiysha akua alan alana alasdair albert alberto
    aled alejandro alessandro alex alexander alexandra alfie alfred ali alice alicia alina
    alison alistair allison alun alyssa amanda amara amelia amelie amina amir amit amy ana
    anahita andrea andrei andrew andrzej angela angharad angus anil anita anna annabel anne
    annette annie anthony antoinette antonia antonio anwen archie arjun arthur arwen asha ashley
    aubrey audrey ava ayesha ayodele babatunde barbara barry bartosz beata beatrice becca becky
    belinda benjamin bernadette bernard bernice bethan bethany beverley bianca bilal billy
    bogdan bradley branwen breda brenda brendan brian bridget bronwen bruce bryony callum
    cameron camilla carl carla carlos carly caroline carrie carwyn carys catalina caterina cath
    catherine cathy catrin cecilia cedric ceri ceridwen charles charlie charlotte cheryl
    chiamaka chiara chidi chinedu chloe chris christina christine christopher ciara cindy claire
    clara clarissa claudia clive clodagh colin colleen connor conor corinne courtney craig
    cristina cynthia dafydd daisuke damian damien daniel daniela danielle danuta daphne darren
    darryl dave david dawid debbie deborah declan deirdre delia delyth denis denise dennis derek
    dermot desmond dewi diana diane dilys dimitri dinesh dmitri dominic dominika donald donna
    doreen doris dorota dorothy douglas duncan dwayne dylan eamonn eddie edith edna edward edwin
    efua eileen eilidh eirlys elaine eleanor elena eleri elin eliot elizabeth ella ellen ellie
    elliot eloise elsa elsie elspeth elwyn emilia emily emlyn emma emmanuel enid eric erica erin
    ernest esme esther ethan ethel eugene eunice evan evelyn ewa ewan farah farida fatima
    fatimah felicity ffion fiona fionnuala folasade frances francesca francis francisco freda
    freddie frederick freya funmilayo gabriel gabriela gabrielle gareth gavin gaynor gemma geoff
    geoffrey george georgina geraint gerald geraldine gerard gertrude gethin gillian giovanni
    giulia giuseppe gladys glenda glenys gordon graeme graham grainne greg gregory greta
    grzegorz gurpreet gwenda gwendolen gwenllian gwyneth haleema hamza hannah hans harpreet
    harriet harriett harry haruka harvey hassan hayley heledd helen helena henry herbert
    hermione hilary hilda howard hubert hugh hugo hussain hussein huw hywel iain ian ibrahim
    idris iestyn ieuan ifan ifeoma igor ikechukwu ilona imogen imran ines ingrid ioan ioana
    irena irene irina isaac isabel isabella isabelle ishaan isla ismail isobel istvan ivan ivana
    iwan iwona jackie jacob jacqueline jaime jake jakub james jamie jana jane janet janice
    janine jaroslaw jasmine jason jaswinder javier jayne jeanette jeff jeffrey jemima jemma
    jennifer jenny jeremy jerome jerzy jess jessica jill jillian jim jimmy joan joana joanna
    joanne jocelyn jodie joe joel johannes john jonathan jonny jorge jose joseph josephine
    joshua joyce juan judith judy julia julian juliana julie juliet justin justyna kamal kamil
    karen karim karin karl karolina kasia katarzyna kate kath katharine katherine kathleen
    kathryn kathy katie katrina katy kavita kayleigh kehinde keira keith kelechi kelly kelvin
    kemi kenneth kerry kevin khadija khalid kieran kim kiran kirsten kirsty klaudia krishna
    krystyna krzysztof kuldeep kwabena kwame kyle lakshmi lara larry latoya laura lauren
    lawrence leah leanne leila lena leon leonard leroy lesley leslie lewis liam liang lidia
    lillian linda lindsay lindsey lionel lisa lizzie llinos lloyd lois lorna lorraine louis
    louisa louise lowri luca lucia lucinda lucy luis lukasz luke lydia lynda lyndsey lynette
    lynne mabel maciej madeleine maeve magda magdalena maggie mair mairead mairi malcolm
    malgorzata mandeep mandy manjit manuel marc marcel marcia marcin marcus margaret margarita
    maria mariam marian mariana marie marilyn mario marion marjorie marlene marta martha martin
    martyn mary maryam mateusz mathew matilda matt matteo matthew maureen maurice mavis maxine
    meera megan mehmet meinir melanie melinda melissa meredith meryl mhairi michael michaela
    michal michelle miguel mihaela mike mikhail mila mildred millicent millie miriam mohamed
    mohammad mohammed mohamud moira molly mona monika morag morgan muhammad muriel mustafa
    myfanwy myra nadia nadine nancy naomi narinder natalia natalie natasha nathan nathaniel neil
    nesta ngozi nia niamh nicholas nicky nicola nicole nigel nikhil nikita nikki nina nisha noah
    noor noreen norma norman nuala oisin olaf oleksandr olena olga oliver olivia oluwaseun omar
    oona oscar osian oswald owain owen pamela paola parminder patricia patrick patrycja paul
    paula pauline pawel pedro peggy pete peter petra petros phil philip philippa phillip phoebe
    phyllis piotr polly prakash pranav priya priyanka przemyslaw rachael rachel rafael rafal
    rajesh rajinder ralph ramesh rania raphael rashid ravi raymond rebecca reginald renata rene
    rhian rhiannon rhodri rhona rhys ricardo richard ricky rita robert roberta roberto rodney
    roger rohan roisin roland romana ron ronald ronan ronnie rosaleen rosalind rosamund rosanna
    rosemarie rosie roxanne roy rukhsana rupert russell ruth ryan sabrina sadia saeed sahar
    saima sajid salim sally salma samantha samir samira samuel sandra sanjay santiago saoirse
    sara sarah saskia satnam scott sean sebastian selina selwyn serena sergei shabana shahid
    shakira shane shannon sharon shaun shauna shazia sheila shelley sheryl shirley shona shreya
    sian sibusiso silvia simon simone sinead siobhan sioned siwan slawomir sofia sonia sophia
    sophie stacey stan stanislaw stefan stella stephanie stephen steve steven stewart stuart
    sukhdev sunita suresh susan susanna susannah susie suzanne sylvia szymon tadeusz tahir taiwo
    tamara tamika tamsin tanya tariq tatiana temitope terence teresa tessa thandiwe thelma theo
    theodore theresa thomas tiffany tim timothy tina tom tomasz tommy toni tony tracey tracy
    trevor trish trisha trudy tudur tunde uchenna una ursula usha usman valerie vanessa vaughan
    vera veronica veronika vicky victoria vijay vikram vincent violeta vivian vivien vladimir
    waleed wallace walter wanda wayne wendy wesley wieslaw wilfred william winifred wioletta
    wojciech xavier yasmin yasmine yetunde yolanda yousef youssef yusuf yvette yvonne zachary
    zahra zainab zara zbigniew zeinab zoe zofia zuzanna
    """.split()
)
"""Given names that are no words: without accents, in small letters."""
DOUBTFUL = frozenset(
    """
    amber ann bert beth bill bob carol cliff colm dan dawn dean don doug drew elen fern frank
    gail glen glyn grace gwen gwyn hazel heather holly iris ivy jack jade jan jo josh joy ken
    lee lily mark max mia mick mo nell nick noel olive pam pat penny pip poppy ray rob robin
    robyn rose ruby sam sid sue tara ted tess toby violet will
    """.split()
)
"""Given names that are words too, or are within words of other languages."""
FIRST = re.compile(
    r"(?:^|[.!?:;\n–-]\s*)[“\"‘'(]*([^\W\d_a-z][^\W\d_A-Z]+) +"
    r"(?:(?:is|was|has|had|should|must|needs|keeps|never|always|who|whose|said|says|told|shouts?|"
    r"shouted|bullies|bullied|swears?|swore|lied|lies|treats|treated|makes|made|left)\b"
    r"|(?:in|on|at|from) +\w)"
)
"""The first word of a sentence, where what follows is said of a person."""
WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")


def found(text: str) -> Iterator[tuple[int, int]]:
    """Yield where given names stand in a text."""
    for match in WORD.finditer(text):
        if is_given(match.group()):
            yield match.span()
    for match in FIRST.finditer(text):
        if _is_no_word(match[1]):
            yield match.span(1)


def is_given(word: str) -> bool:
    """Return whether a word is a given name and nothing else."""
    return spelling.plain(word) in GIVEN


def _is_no_word(first: str) -> bool:
    """Return whether a capitalised word is in no dictionary, or there as a name."""
    small = first.casefold()
    if spelling.plain(first) in DOUBTFUL:
        return True
    return not simplemma.is_known(small, "en") or simplemma.lemmatize(small, "en")[0].isupper()
