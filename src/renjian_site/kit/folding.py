"""Pages whose settled parts are put together once: what only the language of the reader decides.

Most of a page is text, translations of fixed sentences and addresses of other pages. Django works
all of it out anew for every reader. Here neighbours of that kind become one part as soon as a
template is read, and that part is rendered once for each language in each process. It is rendered
with nothing of any request at hand, so nothing of one reader's page can reach another's; what
names a variable is left as it is.
"""

from collections.abc import Iterable

from django.template import Context, Node, NodeList, Origin, Template
from django.template.base import FilterExpression, TextNode, Variable
from django.template.defaulttags import CommentNode, ForNode, IfNode, LoadNode, URLNode
from django.template.loader_tags import BlockNode, ExtendsNode
from django.template.loaders import cached
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import get_language


class Loader(cached.Loader):
    """Keeps each template as it was read first, with its settled parts put together."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """The template of this name."""
        is_known = self.cache_key(template_name, skip) in self.get_template_cache
        template = super().get_template(template_name, skip)
        if not is_known:
            fold(template.nodelist)
        return template


class Settled(Node):
    """Neighbouring parts of a template that say the same to every reader of a language."""

    child_nodelists = ()

    def __init__(self, parts: list[Node]) -> None:
        self.parts = NodeList(parts)
        self.token = parts[0].token
        self.texts: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """The text in the reader's language."""
        language = get_language()
        text = self.texts.get(language)
        if text is None:
            text = self.texts[language] = self.parts.render(Context())
        return text


def fold(nodes: NodeList) -> None:
    """Put settled neighbours together, in a template and in all that its parts hold."""
    folded: list[Node] = []
    neighbours: list[Node] = []
    for node in nodes:
        if is_settled(node):
            neighbours.append(node)
            continue
        folded += [*_together(neighbours), node]
        neighbours = []
        for inner in _inside(node):
            fold(inner)
    nodes[:] = folded + _together(neighbours)


def is_settled(node: Node) -> bool:
    """Whether only the language decides what a part says. What is not known here is not settled."""
    match node:
        case TextNode() | LoadNode() | CommentNode():
            return True
        case StaticNode(varname=None, path=path):
            return _is_fixed(path)
        case TranslateNode(asvar=None, message_context=None, filter_expression=sentence):
            return _is_fixed(sentence)
        case URLNode(view_name=name, args=[], kwargs=by_name, asvar=None):
            return not by_name and _is_fixed(name)
    return False


def _is_fixed(value: FilterExpression) -> bool:
    """Whether a value is written out in the template, rather than the name of a variable."""
    match value:
        case FilterExpression(var=str(), filters=[]):
            return True
        case FilterExpression(var=Variable(lookups=None), filters=[]):
            return True
    return False


def _together(neighbours: list[Node]) -> list[Node]:
    """Neighbours as one part; text alone costs nothing as it is."""
    if all(isinstance(node, TextNode) for node in neighbours):
        return neighbours
    return [Settled(neighbours)]


def _inside(node: Node) -> Iterable[NodeList]:
    """The parts that a tag holds."""
    match node:
        case IfNode():
            return [nodes for _condition, nodes in node.conditions_nodelists]
        case ForNode():
            rows = (node.nodelist_loop, node.nodelist_empty)
            return [nodes for nodes in rows if isinstance(nodes, NodeList)]
        case BlockNode() | ExtendsNode():
            return [node.nodelist]
    return []
