"""Rows of jobs: each item is in one hand at a time, and comes back when the hand lets go."""

from reportedly.ledger import Ledger, jobs
from reportedly.ledger.accounts import now_utc
from reportedly.ledger.jobs import Wanted
from reportedly.records.adding import Brought
from reportedly.run.accounts import make_account


def test_items_are_leased_one_by_one_and_come_back_when_the_lease_is_over(ledger: Ledger) -> None:
    ada = make_account(ledger, "Ada", "coder", "a long enough password")
    begun = now_utc().timestamp()
    with ledger.noting() as connection:
        for name in ("ja", "jb"):
            wanted = [Wanted("text", f"{name} {n}", b"x\0y") for n in range(2)]
            jobs.add_job(connection, name, ada.id, begun, wanted)
        assert jobs.has_free(connection, begun)
    leased = []
    with ledger.noting() as connection:
        while item := jobs.lease_next(connection, begun, begun + 60):
            leased.append(item)
    assert [item.wanted.name for item in leased] == ["ja 0", "jb 0", "ja 1", "jb 1"]
    assert leased[0].wanted.body == b"x\0y"
    with ledger.noting() as connection:
        assert not jobs.has_free(connection, begun + 59)
        jobs.renew(connection, leased[0], begun + 600)
        again = jobs.lease_next(connection, begun + 61, begun + 120)
        assert again is not None and again.wanted.name == "jb 0" and again.tries == 2
        jobs.finish(connection, leased[1], "failed", [])  # its lease went to another hand
        jobs.finish(connection, again, "done", [Brought(name="jb 0", document="d")])
    with ledger.reading() as connection:
        job = jobs.read_job(connection, "jb")
        assert job is not None and [item.state for item in job.items] == ["done", "leased"]
        assert job.items[0].report[0].document == "d" and job.by == "Ada"
        assert [one.id for one in jobs.read_jobs_of(connection, ada.id, 10)] == ["ja", "jb"]
    with ledger.noting() as connection:
        jobs.finish(connection, leased[2], "failed", [])
        jobs.try_again(connection, "ja")
        item = jobs.lease_next(connection, begun + 1, begun + 60)
        assert item is not None and item.wanted.name == "ja 1" and item.tries == 1
