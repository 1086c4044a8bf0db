"""The pictures of the demo community and the code that draws them.

`files/` and `avatars/` hold what the loader uploads. They are drawn by the `draw_*` modules, each picture a function
from nothing to a `Scene`, on top of `shapes` (points), `palette` (colours), `canvas` (light and paint), `grounds`
(what lies behind), `tableware` and `motifs` (cups, beans, bars). Pillow only, its own typeface for lettering; the same
code draws the same picture everywhere. `draw_all` draws them again.
"""
