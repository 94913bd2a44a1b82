"""Pictures on a sheet, each at the cell in which it stands."""

from __future__ import annotations

from collections.abc import Sequence

from pmgen.writers.xlsx.sheet import Picture
from pmgen.writers.xml import DECLARATION, attribute

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMUS = 12700


def drawing(pictures: Sequence[Picture]) -> str:
    """Return the part with the pictures of a sheet."""
    anchors = "".join(_anchor(picture, number) for number, picture in enumerate(pictures, 1))
    return (
        f'{DECLARATION}<xdr:wsDr xmlns:xdr="{_DRAWING}/spreadsheetDrawing" xmlns:a="{_DRAWING}/main"'
        f' xmlns:r="{_RELATIONS}">{anchors}</xdr:wsDr>'
    )


def drawing_relations(names: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return the relations of that part to the files of its pictures."""
    return [(f"rId{n}", f"{_RELATIONS}/image", f"../media/{name}") for n, name in enumerate(names, 1)]


def _anchor(picture: Picture, number: int) -> str:
    image = picture.image
    size = f'cx="{round(image.width * _EMUS)}" cy="{round(image.height * _EMUS)}"'
    return (
        f"<xdr:oneCellAnchor><xdr:from><xdr:col>{picture.column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{picture.row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext {size}/>"
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name="图片 {number}"'
        f"{attribute('descr', image.description)}/><xdr:cNvPicPr/></xdr:nvPicPr>"
        f'<xdr:blipFill><a:blip r:embed="rId{number}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/>'
        "</xdr:oneCellAnchor>"
    )
