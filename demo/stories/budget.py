"""First budget: founded yesterday, four invitations open, nothing held."""

from demo.story import SetStory

BUDGET = SetStory(
    name="First budget",
    programme="Streets and services",
    purpose="People who hold a budget for the first time and would rather not learn it in March.",
    members=("ines", "hiroshi"),
    invited=(
        "ngozi.eze@demo.example",
        "peter.novak@demo.example",
        "marisol.vega@demo.example",
        "anders.holm@demo.example",
    ),
    frequency="monthly",
    starts_in=6 * 24 * 60,
    place="Finance, third floor, the room with the plant",
)
