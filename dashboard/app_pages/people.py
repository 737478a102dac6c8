"""The secretariat asks: who speaks for each State? Everybody: what is held of me?"""

from dashboard import frame, own_panels, people_choices, people_panels
from dashboard.scene import Scene


def people(scene: Scene) -> None:
    if own_panels.is_about_oneself(scene):
        own_panels.page(scene)
        return
    choice = people_choices.wanted(scene)
    present = people_panels.present_of(scene, choice)
    people_panels.headline(scene, choice, present)
    people_panels.everybody(scene, choice, present)
    people_panels.focal_points(scene, present)


if frame.lets_see("page.people") and not own_panels.is_about_oneself(frame.scene()):
    people_choices.bar(frame.scene())
frame.show(people, "page.people")
