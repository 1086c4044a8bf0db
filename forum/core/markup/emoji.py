"""Emoji by name. Characters typed as such pass untouched."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

EMOJI = {
    name: character
    for character, names in {
        "😀": "grinning", "😃": "smiley", "😄": "smile", "😁": "grin", "😆": "laughing satisfied", "😅": "sweat_smile",
        "😂": "joy", "🤣": "rofl", "🙂": "slightly_smiling_face", "🙃": "upside_down_face", "😉": "wink",
        "😊": "blush", "😇": "innocent", "🥰": "smiling_face_with_three_hearts", "😍": "heart_eyes",
        "🤩": "star_struck", "😘": "kissing_heart", "😋": "yum", "😛": "stuck_out_tongue",
        "😜": "stuck_out_tongue_winking_eye", "🤪": "zany_face", "🤗": "hugs", "🤭": "hand_over_mouth",
        "🤫": "shushing_face", "🤔": "thinking", "🤨": "raised_eyebrow", "😐": "neutral_face", "😶": "no_mouth",
        "😏": "smirk", "😒": "unamused", "🙄": "roll_eyes", "😬": "grimacing", "😌": "relieved", "😔": "pensive",
        "😪": "sleepy", "😴": "sleeping", "😷": "mask", "🤒": "face_with_thermometer", "🤢": "nauseated_face",
        "🥵": "hot_face", "🥶": "cold_face", "😵": "dizzy_face", "🤯": "exploding_head", "🥳": "partying_face",
        "😎": "sunglasses", "🤓": "nerd_face", "🧐": "monocle_face", "😕": "confused", "😟": "worried",
        "🙁": "slightly_frowning_face", "😮": "open_mouth", "😲": "astonished", "😳": "flushed",
        "🥺": "pleading_face", "😢": "cry", "😭": "sob", "😱": "scream", "😞": "disappointed", "😩": "weary",
        "🥱": "yawning_face", "😤": "triumph", "😡": "rage pout", "😠": "angry", "😈": "smiling_imp", "👻": "ghost",
        "🤖": "robot", "🙈": "see_no_evil", "🙉": "hear_no_evil", "🙊": "speak_no_evil", "💋": "kiss",
        "❤️": "heart", "🧡": "orange_heart", "💛": "yellow_heart", "💚": "green_heart", "💙": "blue_heart",
        "💜": "purple_heart", "🤎": "brown_heart", "🖤": "black_heart", "🤍": "white_heart", "💔": "broken_heart",
        "💕": "two_hearts", "💯": "100", "💥": "boom collision", "💫": "dizzy", "💤": "zzz", "👋": "wave",
        "👌": "ok_hand", "🤌": "pinched_fingers", "✌️": "v", "🤞": "crossed_fingers", "🤘": "metal",
        "👈": "point_left", "👉": "point_right", "👆": "point_up_2", "👇": "point_down", "☝️": "point_up",
        "👍": "+1 thumbsup", "👎": "-1 thumbsdown", "✊": "fist", "👊": "punch", "👏": "clap", "🙌": "raised_hands",
        "🤝": "handshake", "🙏": "pray", "✍️": "writing_hand", "💪": "muscle", "👀": "eyes", "👶": "baby",
        "👩‍🍳": "woman_cook", "👨‍🍳": "man_cook", "🧑‍🍳": "cook", "🤷": "shrug", "🤦": "facepalm", "🐱": "cat",
        "🐶": "dog", "🐰": "rabbit", "🦊": "fox_face", "🐻": "bear", "🐝": "bee", "🦋": "butterfly", "🌹": "rose",
        "🌻": "sunflower", "🌷": "tulip", "🌱": "seedling", "🌿": "herb", "🍀": "four_leaf_clover", "🍂": "fallen_leaf",
        "🍇": "grapes", "🍈": "melon", "🍉": "watermelon", "🍊": "tangerine orange", "🍋": "lemon", "🍌": "banana",
        "🍍": "pineapple", "🥭": "mango", "🍎": "apple", "🍏": "green_apple", "🍐": "pear", "🍑": "peach",
        "🍒": "cherries", "🍓": "strawberry", "🫐": "blueberries", "🥝": "kiwi_fruit", "🍅": "tomato",
        "🥥": "coconut", "🥑": "avocado", "🍆": "eggplant", "🥔": "potato", "🥕": "carrot", "🌽": "corn",
        "🌶️": "hot_pepper", "🥒": "cucumber", "🥬": "leafy_green", "🥦": "broccoli", "🧄": "garlic", "🧅": "onion",
        "🍄": "mushroom", "🥜": "peanuts", "🌰": "chestnut", "🍞": "bread", "🥐": "croissant",
        "🥖": "baguette_bread", "🥨": "pretzel", "🥞": "pancakes", "🧇": "waffle", "🧀": "cheese", "🍖": "meat_on_bone",
        "🥓": "bacon", "🍔": "hamburger", "🍟": "fries", "🍕": "pizza", "🌭": "hotdog", "🥪": "sandwich",
        "🌮": "taco", "🥚": "egg", "🍳": "fried_egg", "🍲": "stew", "🥗": "green_salad", "🍿": "popcorn",
        "🧈": "butter", "🧂": "salt", "🍚": "rice", "🍜": "ramen", "🍝": "spaghetti", "🍣": "sushi",
        "🍦": "icecream", "🍨": "ice_cream", "🍩": "doughnut", "🍪": "cookie", "🎂": "birthday", "🍰": "cake",
        "🧁": "cupcake", "🥧": "pie", "🍫": "chocolate_bar chocolate", "🍬": "candy", "🍭": "lollipop",
        "🍮": "custard", "🍯": "honey_pot", "🥛": "milk_glass", "☕": "coffee", "🍵": "tea", "🍷": "wine_glass",
        "🍸": "cocktail", "🍺": "beer", "🍻": "beers", "🥂": "clinking_glasses", "🧃": "beverage_box",
        "🧊": "ice_cube", "🍴": "fork_and_knife", "🥄": "spoon", "🔪": "hocho knife", "⏰": "alarm_clock",
        "⏱️": "stopwatch", "⏲️": "timer_clock", "☀️": "sunny", "🌙": "crescent_moon", "⭐": "star", "🌟": "star2",
        "✨": "sparkles", "☁️": "cloud", "🌧️": "rain_cloud", "❄️": "snowflake", "🔥": "fire", "💧": "droplet",
        "🌈": "rainbow", "🎃": "jack_o_lantern", "🎄": "christmas_tree", "🎈": "balloon", "🎉": "tada",
        "🎊": "confetti_ball", "🎁": "gift", "🏆": "trophy", "🥇": "1st_place_medal", "🥈": "2nd_place_medal",
        "🥉": "3rd_place_medal", "🎵": "musical_note", "📷": "camera", "📖": "book", "📝": "memo", "📌": "pushpin",
        "📎": "paperclip", "🔗": "link", "🔒": "lock", "💡": "bulb", "💰": "moneybag", "🛒": "shopping_cart",
        "🏠": "house", "🌍": "earth_africa", "🚀": "rocket", "🚲": "bike", "✅": "white_check_mark",
        "✔️": "heavy_check_mark", "❌": "x", "❓": "question", "❗": "exclamation", "⚠️": "warning", "♻️": "recycle",
        "🇫🇷": "fr", "🇩🇪": "de", "🇬🇧": "gb uk", "🇺🇸": "us", "🇮🇹": "it", "🇪🇸": "es",
    }.items()
    for name in names.split()
}  # fmt: skip

_SHORTCODE = re.compile(r":([a-z0-9_+-]{1,40}):")


def emoji(state: StateInline, silent: bool) -> bool:
    """Inline rule: `:cake:` becomes the character, if the name is known."""
    if state.src[state.pos] != ":":
        return False
    match = _SHORTCODE.match(state.src, state.pos, state.posMax)
    character = EMOJI.get(match.group(1)) if match else None
    if match is None or character is None:
        return False
    if not silent:
        state.append_pending(character)
    state.pos = match.end()
    return True
