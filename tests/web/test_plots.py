"""The map, the timeline and the totals say what the ledger says."""

import datetime as dt

import pytest
from tests.web.conftest import SignIn

from reportedly.ledger import Ledger
from reportedly.ledger.course import read_course
from reportedly.ledger.schema import incident
from reportedly.ledger.spots import Box, count_off_map, read_clusters, read_in_view
from reportedly.merge.series import Point, Series
from reportedly.web.desk import tallies
from reportedly.web.desk.map import make_box

WORLD = Box(-180, -90, 180, 90)


@pytest.fixture
def spread(told: Ledger) -> Ledger:
    """The ledger with six incidents: two in Goma, one in Suva, two of no place, one in Apia."""
    places = [(-1.67, 29.22), (-1.68, 29.23), (-18.14, 178.44), (None, None), (-13.83, -171.76)]
    with told.writing() as connection:
        row = connection.execute(incident.select().limit(1)).mappings().one()
        for n, (latitude, longitude) in enumerate(places):
            day = dt.date(2024, 3, 1 + n)
            connection.execute(incident.insert().values({
                **row, "id": f"x{n}", "slug": f"x{n}", "start": day, "end": day,
                "latitude": latitude, "longitude": longitude,
            }))  # fmt: skip
    return told


def test_a_far_view_clusters_what_a_near_one_shows_apart(spread: Ledger) -> None:
    with spread.reading() as connection:
        far = read_clusters(connection, WORLD, 1, [])
        near = read_clusters(connection, WORLD, 14, [])
    assert sum(one.count for one in far) == sum(one.count for one in near)
    assert {one.count for one in far} >= {2}
    assert {one.incident for one in near} >= {"x0", "x1"}


def test_a_view_across_the_date_line_holds_both_sides(spread: Ledger) -> None:
    with spread.reading() as connection:
        found = read_in_view(connection, make_box(170, -30, 195, 0), [], 10)
        clusters = read_clusters(connection, make_box(170, -30, 195, 0), 14, [])
    assert {one.incident for one in clusters} == {"x2", "x4"}
    assert len(found) == 2


def test_what_has_no_point_is_counted(spread: Ledger) -> None:
    with spread.reading() as connection:
        everything = connection.execute(incident.select()).all()
        on = sum(one.count for one in read_clusters(connection, WORLD, 3, []))
        assert on + count_off_map(connection, []) == len(everything)


def test_the_timeline_counts_each_incident_once(spread: Ledger) -> None:
    with spread.reading() as connection:
        course = read_course(connection, [])
        everything = connection.execute(incident.select()).all()
    assert sum(n for _, _, n in course.incidents) + course.undated == len(everything)
    assert (dt.date(2024, 3, 1), 1) in [(day, n) for day, _, n in course.incidents]


def test_the_pages_stand_without_a_script(sign_in: SignIn, spread: Ledger) -> None:
    desk = sign_in("reader")
    assert "in view" in desk.get("/desk/map").text
    assert "2024-03" in desk.get("/desk/timeline").text
    assert desk.get("/desk/tallies").status_code == 200
    view = desk.get("/desk/map/view.json?zoom=14&west=29&east=30&south=-2&north=-1").json()
    assert {tuple(one["geometry"]["coordinates"]) for one in view["features"]} >= {
        (29.22, -1.67), (29.23, -1.68),
    }  # fmt: skip
    assert desk.get("/desk/map/view.json?zoom=99").status_code == 422
    assert "2024-03-01" in desk.get("/desk/timeline/course.json?since=2024-03-01").text
    assert desk.get("/desk/tallies/series.json").json() == []


def test_totals_come_in_pages_and_a_long_series_is_cut_in_the_table_alone(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(tallies.ROWS + 5)]
    points = tuple(
        Point(day=day, low=100 + n, high=100 + n, qualifier=None, documents=("d",))
        for n, day in enumerate(days)
    )
    series = tuple(
        Series(effect="killed", since=None, speaker=f"Speaker {n}.", who=None, points=points)
        for n in range(tallies.PAGE + 1)
    )
    monkeypatch.setattr(tallies, "ask", lambda desk: series)
    desk = sign_in("reader")
    first, second = (desk.get(f"/desk/tallies?page={n}").text for n in (1, 2))
    assert "Speaker 0." in first and f"Speaker {tallies.PAGE}." not in first
    assert "Speaker 0." not in second and f"Speaker {tallies.PAGE}." in second
    assert "and 5 earlier totals" in second and ">116<" in second and ">104<" not in second
    (plot,) = desk.get("/desk/tallies/series.json?page=2").json()
    assert [len(one["points"]) for one in plot["series"]] == [len(points)]
    assert len(desk.get("/desk/tallies.json").json()) == len(series)
