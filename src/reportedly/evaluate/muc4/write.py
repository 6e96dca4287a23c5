"""Templates in, the text of a key or a response out, as parse.py reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportedly.evaluate.muc4.slots import Slot, read_slots
from reportedly.evaluate.muc4.template import NULL, Fill, Template

WIDTH = 36  # columns before a fill


def write_templates(templates: Iterable[Template]) -> str:
    """Return the templates as one file's text."""
    return "\n".join("\n".join(write_template(template)) + "\n" for template in templates)


def write_template(template: Template) -> Iterator[str]:
    """Yield the lines of one template; an irrelevant message's slots are all `*`."""
    for slot in read_slots():
        label = f"{slot.number}.".ljust(4) + slot.heading
        for row, text in enumerate(list_fills(template, slot)):
            yield ("" if row else label).ljust(WIDTH) + text


def list_fills(template: Template, slot: Slot) -> list[str]:
    """Return what one slot holds, a line for each fill."""
    if slot.number == 0:
        return [template.message]
    if slot.number == 1:
        option = " (OPTIONAL)" if template.optional else ""
        return ["*" if template.number is None else f"{template.number}{option}"]
    if template.number is None or slot.number in template.inapplicable:
        return ["*"]
    return [write_fill(fill, slot) for fill in template.slots[slot.number]] or [NULL]


def write_fill(fill: Fill, slot: Slot) -> str:
    """Return one fill, its alternatives between slashes."""
    wrap = slot.kind in ("date", "location") and len(fill.values) > 1
    values = [
        quote(value) if slot.kind == "string" and value != NULL else f"({value})" if wrap else value
        for value in fill.values
    ]
    text = " / ".join(values)
    if fill.refs:
        text += ": " + " / ".join(map(quote, fill.refs))
    return f"? {text}" if fill.optional else text


def quote(text: str) -> str:
    """Return the string in quotes, its own quotes and backslashes escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
