from meetings.room.looking_back import count_marks

ASK, HUSH = "We ask.", "We hush."


def test_marks_are_counted_the_best_first():
    found = count_marks([ASK], [{ASK: 1}, {ASK: 3}, {ASK: 3}, {ASK: 2}])

    assert [(each.rule, each.marks, each.dots) for each in found] == [
        (ASK, {3: 2, 2: 1, 1: 1}, [3, 3, 2, 1])
    ]


def test_rules_stand_as_the_set_wrote_them_and_fewer_than_three_marks_nowhere():
    scores = [{HUSH: 3, ASK: 1}, {HUSH: 3, ASK: 1}, {HUSH: 2, ASK: 1}]

    assert [each.rule for each in count_marks([ASK, HUSH], scores)] == [ASK, HUSH]
    assert count_marks([ASK, HUSH], scores[:2]) == []
