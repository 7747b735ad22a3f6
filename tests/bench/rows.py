"""The lines of the table that the bench prints."""

from dataclasses import dataclass

STRETCH, MUST, MISSED, SKIPPED, INFORMATION = "stretch", "must", "MISSED", "skipped", ""
HEADER = ["what", "measured", "must", "stretch", "met"]


@dataclass
class Row:
    """A line of the table."""

    what: str
    measured: str
    must: str = ""
    stretch: str = ""
    met: str = INFORMATION


def number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def rated(what, value, unit, must=None, stretch=None, more_is_better=False, beside=""):
    """A line for a value, with the bars it must and should meet; for information without them."""
    sign = "≥" if more_is_better else "≤"

    def meets(bar):
        return bar is not None and (value >= bar if more_is_better else value <= bar)

    def shown(bar):
        return "" if bar is None else f"{sign} {bar:g} {unit}"

    met = STRETCH if meets(stretch) else MUST if meets(must) else MISSED
    measured = f"{number(value)} {unit}" + (f" ({beside})" if beside else "")
    return Row(what, measured, shown(must), shown(stretch), INFORMATION if must is None else met)


def printed(rows):
    """The lines as a Markdown table."""
    lines = [HEADER] + [[row.what, row.measured, row.must, row.stretch, row.met] for row in rows]
    widths = [max(len(cells[column]) for cells in lines) for column in range(len(HEADER))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths)) + " |"
        for cells in lines
    )
