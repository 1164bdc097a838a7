"""What a listed recommendation says: its clauses, its label, its closing."""


def clauses(item):
    """The clauses of an item; most have one, written without a `clause` table."""
    return item.get("clause", [item])


def attributed(clause):
    """A clause as printed; `by` is empty where no State is named."""
    return f"{clause['text']} {clause['by']}" if clause["by"] else clause["text"]


def item_text(item, closing):
    """The item as printed, without its label."""
    printed = "".join(attributed(clause) + clause.get("then", "") for clause in clauses(item))
    return printed + item.get("end", closing)


def closings(section):
    """What ends each item: the last of a list has a full stop."""
    items = section.get("item", [])
    default = section.get("item_end", ";")
    return [(item, "." if item is items[-1] else default) for item in items]


def label(source, section, item, place):
    form = section.get("label_form", source["label_form"])
    return item.get("printed", form.format(paragraph=section["paragraph"], item=place))
