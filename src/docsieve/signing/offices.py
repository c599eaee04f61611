"""Offices before names and behind them: ``Chair: Ana Sol``, ``Pilot Ana Sol``, ``時計店主 山田花子``."""

from docsieve.folding import fold, small_words
from docsieve.signing.lines import COMMAS, WIDE_GAP, Line, bare
from docsieve.signing.names import CJK_NAME, is_uncased, is_unspaced, names_person, traits
from docsieve.signing.titles import untitled
from docsieve.signing.vocabulary import is_given_name, is_kind_word, is_office_word, is_role_word

LONGEST_OFFICE, LONGEST_ALONE, WORDS_OF_A_NAME = 5, 4, range(2, 5)
ENDS_OF_A_BODY = ("»", "”", "“", ")", '"')
COLONS = (": ", "：", " :", ":")
ARTICLE = "ال"
# Who writes for a paper, or takes its pictures: a name with one below a text is its author's.
AUTHORS = tuple(
    """
    autor author auteur journalist reporter correspondent columnist freelance photograph fotograf
    periodista redactor redakteur journaliste giornalista redaktor muhabir gazeteci dziennikar
    jornalista repórter автор журналист корреспондент кореспондент фотограф συντακτ δημοσιογραφ صحفي
    صحافي كاتب خبرنگار نویسنده 记者 記者 기자 作者 撰文
    """.split()
)
# Who speaks for the body named above: no signature beside it.
SPEAKERS = ("代表", "代表者", "대표")


def author_words(text: str) -> bool:
    """Say whether a text holds a word for who writes for a paper."""
    folded = fold(text)
    return any(word in folded for word in map(fold, AUTHORS))


def tells_office(text: str) -> bool:
    """Say whether a text opens with what a person is, perhaps behind other words: ``general secretary``."""
    words = bare(text.split()[:LONGEST_OFFICE])
    told = any(is_office_word(word) or is_role_word(word.removeprefix(ARTICLE)) for word in words)
    return told or (is_uncased(text) and traits(text).roles > 0)


def office_before(text: str) -> tuple[str, str] | None:
    """Give the office or occupation that opens a text and the person's name that is the rest; None else.

    >>> [office_before(text) for text in ("Chair: Ana Sol", "Pilot Ana Sol", "時計店主 山田花子")]
    [('Chair', 'Ana Sol'), ('Pilot', 'Ana Sol'), ('時計店主', '山田花子')]
    >>> [office_before(text) for text in ("Ana Sol", "Chair Ana", "Pilots Union")]
    [None, None, None]
    """
    for mark in COLONS:
        office, colon, name_behind = text.partition(mark)
        if colon and "(" not in office:
            person = untitled(name_behind.strip())
            return _pair(office, name_behind, named=names_person(person) or may_name_uncased(person))
    words = text.replace("\u3000", " ").split()
    if is_uncased(text):
        return _before_uncased(words)
    for at in range(1, min(LONGEST_OFFICE, len(words))):
        name = words[at:]
        ended = words[at - 1].endswith(ENDS_OF_A_BODY) and is_role_word(fold(words[0])) and text[:1].islower()
        opens = ended or (is_role_word(fold(words[at - 1]).strip(".,")) and not is_given_name(fold(words[0])))
        if opens and len(name) in WORDS_OF_A_NAME and names_person(" ".join(name)):
            plain = not any(is_role_word(fold(word)) or is_kind_word(fold(word)) for word in name)
            return (" ".join(words[:at]), " ".join(name)) if plain else None
    return None


def may_name_uncased(text: str) -> bool:
    """Say whether a few words in a script with spaces and without capitals may name somebody."""
    look = traits(text)
    plain = not (look.kinds or look.roles or look.digits or look.linking)
    return look.uncased and not is_unspaced(text) and look.words in WORDS_OF_A_NAME and plain


def heads_by_office(line: Line) -> bool:
    """Say whether a line is only the offices of those below, up to a comma: ``The Mayors and Councillors,``.

    >>> from docsieve.model import Block, Shape
    >>> from docsieve.signing.lines import look
    >>> texts = ("The Mayors and the Treasurer,", "Die Vorsitzende,", "Dear Mayors,", "Mayors of the Bay,")
    >>> [heads_by_office(look(Block(0, 0, len(t), t, "", Shape.PARAGRAPH), 0, 1)) for t in texts]
    [True, True, False, False]
    """
    if line.is_long or line.marker or not line.text.endswith(COMMAS):
        return False
    small = small_words("articles") | small_words("conjunctions")
    named = [word for word in bare(line.words) if word not in small]
    return 0 < len(named) <= LONGEST_ALONE and all(map(_is_office_of_one_or_more, named))


def _is_office_of_one_or_more(word: str) -> bool:
    ends = (word, word.removesuffix("s"), word.removesuffix("es"))
    return any(is_role_word(one) for one in ends)


def _pair(office: str, name: str, *, named: bool) -> tuple[str, str] | None:
    told = named and tells_office(office) and len(office.split()) <= LONGEST_OFFICE
    return (office.strip(), name.strip()) if told else None


def _before_uncased(words: list[str]) -> tuple[str, str] | None:
    defined = words[0].startswith(ARTICLE) and is_role_word(words[0].removeprefix(ARTICLE))
    told = (defined or traits(words[0]).roles > 0) and not traits(words[0]).kinds
    if len(words) < 2 or not told or words[0] in SPEAKERS:
        return None
    name = words[1:]
    whole = " ".join(name)
    if any(traits(word).roles for word in name) or traits(whole).kinds:
        return None
    plain = CJK_NAME.fullmatch("".join(name)) is not None
    named = plain or names_person(whole) or (defined and may_name_uncased(whole))
    return (words[0], whole) if named else None


def are_offices(text: str) -> bool:
    """Say whether a line is an office alone, or a row of offices with gaps between."""
    cells = [cell.strip() for cell in text.replace("\t", WIDE_GAP).split(WIDE_GAP) if cell.strip()]
    if len(cells) < 2:
        return is_office_alone(text)
    return all(tells_office(cell) and not names_person(cell) for cell in cells)


def is_office_alone(text: str) -> bool:
    """Say whether a text is an office, or those who hold it, and names nobody: ``The Councillors``.

    >>> [is_office_alone(text) for text in ("Chairwoman", "会長", "Chair Ana Sol", "Harbour Union")]
    [True, True, False, False]
    """
    words = text.split()
    if not 0 < len(words) <= LONGEST_ALONE or text.endswith(COLONS) or author_words(text):
        return False
    if not tells_office(text) or traits(text).kinds:
        return False
    if is_uncased(text):
        return not names_person(text)
    return not any(is_given_name(fold(word)) for word in words)
