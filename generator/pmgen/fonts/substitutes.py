"""Which families stand in for one that is not there."""

from __future__ import annotations

from pmgen.fonts.names import family_key

_SONG = (
    "宋体", "SimSun", "新宋体", "NSimSun", "华文宋体", "STSong", "Songti SC",
    "Noto Serif CJK SC", "Noto Serif SC",
    "Source Han Serif SC", "Source Han Serif CN", "AR PL SungtiL GB", "AR PL UMing CN", "FandolSong",
)  # fmt: skip
_HEI = (
    "黑体", "SimHei", "微软雅黑", "Microsoft YaHei", "华文黑体", "STHeiti", "PingFang SC", "Noto Sans CJK SC",
    "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "WenQuanYi Zen Hei", "FandolHei",
)  # fmt: skip
_TITLE = ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05")
_FANG = ("仿宋", "FangSong", "仿宋_GB2312", "FangSong_GB2312", "华文仿宋", "STFangsong", "FandolFang")
_KAI = (
    "楷体", "KaiTi", "楷体_GB2312", "KaiTi_GB2312", "华文楷体", "STKaiti", "Kaiti SC",
    "LXGW WenKai", "AR PL UKai CN",
    "AR PL KaitiM GB", "FandolKai",
)  # fmt: skip
_TIMES = (
    "Times New Roman",
    "Times",
    "Liberation Serif",
    "Tinos",
    "Nimbus Roman",
    "TeX Gyre Termes",
    "FreeSerif",
)
_ARIAL = (
    "Arial",
    "Helvetica",
    "Calibri",
    "Liberation Sans",
    "Arimo",
    "Nimbus Sans",
    "TeX Gyre Heros",
    "FreeSans",
)
_MONO = (
    "Courier New",
    "Courier",
    "Liberation Mono",
    "Cousine",
    "Nimbus Mono PS",
    "FreeMono",
    "DejaVu Sans Mono",
)

_GROUPS = (
    (_TITLE, _SONG),
    (_FANG, _SONG),
    (_KAI, _SONG),
    (_HEI, _SONG),
    (_SONG, _HEI),
    (_TIMES, _SONG),
    (_ARIAL, _HEI),
    (_MONO, _SONG),
)
_LOOKS = (
    ("黑", _HEI),
    ("hei", _HEI),
    ("sans", _HEI),
    ("楷", _KAI),
    ("kai", _KAI),
    ("仿", _FANG),
    ("fang", _FANG),
)


def substitutes(family: str) -> tuple[str, ...]:
    """Return the families to try for `family`, the closest first; it may be among them."""
    key = family_key(family)
    for group, others in _GROUPS:
        if key in map(family_key, group):
            return group + others
    return next((group for word, group in _LOOKS if word in key), ()) + _SONG + _HEI


def same_family(one: str, other: str) -> bool:
    """Tell whether two names mean one typeface, such as 宋体 and SimSun."""
    pair = {family_key(one), family_key(other)}
    return len(pair) == 1 or any(pair <= names for names in _NAMES)


_NAMES = tuple(
    frozenset(map(family_key, names))
    for names in (
        ("宋体", "SimSun"),
        ("新宋体", "NSimSun"),
        ("黑体", "SimHei"),
        ("微软雅黑", "Microsoft YaHei"),
        ("仿宋", "FangSong"),
        ("楷体", "KaiTi"),
        ("仿宋_GB2312", "FangSong_GB2312"),
        ("楷体_GB2312", "KaiTi_GB2312"),
        ("华文宋体", "STSong"),
        ("华文仿宋", "STFangsong"),
        ("华文楷体", "STKaiti"),
    )
)
