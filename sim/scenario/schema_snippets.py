"""What an editor offers to write at once: the parts of a scenario, with places to fill in.

`defaultSnippets` is a word of the YAML language server. `$1` and `${1:words}` are places, visited with the tab key.
"""

from __future__ import annotations

from typing import Any, Final

_CHOICE: Final = {
    "id": "${1:what-it-does}",
    "text": "${2:What the player says or does.}",
    "rates": {"${3:curiosity}": "${4:1}"},
    "because": "${5:What this did to this person, and the better question.}",
    "goto": "${6:next-state}",
}

SNIPPETS: Final[dict[str, list[dict[str, Any]]]] = {
    "choice": [
        {
            "label": "a choice",
            "description": "An id, the text, its rates, the coaching, and where it leads.",
            "body": _CHOICE,
        },
    ],
    "state": [
        {
            "label": "a decision",
            "description": "A scene and two choices; there may be six.",
            "body": {
                "scene": "${1:What the player sees and hears.}",
                "choices": [
                    {
                        "id": "${2:one-way}",
                        "text": "${3:What the player says or does.}",
                        "rates": {"${4:curiosity}": "${5:1}"},
                        "because": "${6:What this did to this person, and the better question.}",
                        "goto": "${7:next-state}",
                    },
                    {
                        "id": "${8:another-way}",
                        "text": "${9:What the player says or does.}",
                        "rates": {"${10:curiosity}": "${11:-1}"},
                        "because": "${12:What this did to this person, and the better question.}",
                        "goto": "${13:next-state}",
                    },
                ],
            },
        },
        {
            "label": "an ending",
            "description": "The run is over here. The chair is what the customer would say.",
            "body": {
                "ending": {"kind": "${1|triumph,success,mixed,setback,failure|}", "worth": "${2:0}"},
                "scene": "${3:How it ends.}",
                "chair": "${4:What the customer would say.}",
            },
        },
        {
            "label": "an interlude",
            "description": "A scene without choices. It passes on by the first arm whose guard holds.",
            "body": {
                "scene": "${1:What happens meanwhile.}",
                "route": [
                    {"when": "${2:trust >= 60}", "goto": "${3:one-state}"},
                    {"goto": "${4:another-state}"},
                ],
            },
        },
    ],
    "person": [
        {
            "label": "a person",
            "description": "A name, and who they are to the player.",
            "body": {"name": "${1:Marcus Webb}", "role": "${2:Reports to you}"},
        },
    ],
    "meter": [
        {
            "label": "a meter",
            "description": "A whole number from 0 to 100, shown under its label.",
            "body": {"label": "${1:Customer trust}", "start": "${2:50}"},
        },
    ],
}
"""By what a part of a scenario is called in its declaration."""
