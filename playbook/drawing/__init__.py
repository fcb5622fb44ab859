"""Pictures that are data: a sentence, and a few lines of signs on a grid of 12 by 7.

    picture:
      says: Two people, a promise in each direction.
      draw:
        - you:a 3.4,3.9
        - person:b 8.6,3.9 in
        - both a b

The sentence is what a screen reader says. `draw` is read by `grammar`, made into SVG by `svg`; its
signs are told in `signs`. Colours, schemes and mirroring are the pages' style.
"""

from playbook.drawing.grammar import Drawing, Picture
from playbook.drawing.stops import stops_picture
from playbook.drawing.svg import picture_svg
from playbook.drawing.timeline import dates_of, timeline_svg

__all__ = ["Drawing", "Picture", "dates_of", "picture_svg", "stops_picture", "timeline_svg"]
