"""Time zones as people name them: a city, a name of the IANA database, or a place on the map."""

from __future__ import annotations

import re
import zoneinfo
from functools import cache
from importlib import resources
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

_CITIES = {
    "Asia/Shanghai": "北京 上海 广州 廣州 深圳 成都 重庆 重慶 武汉 武漢 西安 杭州 南京 天津 中国 中國",
    "Asia/Hong_Kong": "香港",
    "Asia/Macau": "澳门 澳門",
    "Asia/Taipei": "台北 臺北 台湾 台灣 高雄 taiwan",
    "Asia/Tokyo": "东京 東京 大阪 京都 日本 osaka kyoto japan",
    "Asia/Seoul": "首尔 首爾 釜山 韩国 韓國 busan korea",
    "Asia/Singapore": "新加坡",
    "Asia/Kuala_Lumpur": "吉隆坡",
    "Asia/Bangkok": "曼谷",
    "Asia/Jakarta": "雅加达 雅加達",
    "Asia/Manila": "马尼拉 馬尼拉",
    "Asia/Ho_Chi_Minh": "胡志明市 河内 河內 hanoi saigon",
    "Asia/Kolkata": "新德里 孟买 孟買 加尔各答 delhi mumbai bangalore india",
    "Asia/Dubai": "迪拜 杜拜",
    "Europe/Istanbul": "伊斯坦布尔 伊斯坦堡",
    "Asia/Jerusalem": "耶路撒冷 特拉维夫 特拉維夫",
    "Europe/London": "伦敦 倫敦 爱丁堡 愛丁堡 英国 英國 edinburgh manchester uk",
    "Europe/Dublin": "都柏林",
    "Europe/Paris": "巴黎 法国 法國 lyon france",
    "Europe/Berlin": "柏林 慕尼黑 法兰克福 法蘭克福 汉堡 漢堡 德国 德國 munich frankfurt hamburg germany",
    "Europe/Zurich": "苏黎世 蘇黎世 日内瓦 日內瓦 geneva",
    "Europe/Vienna": "维也纳 維也納",
    "Europe/Rome": "罗马 羅馬 米兰 米蘭 milan italy",
    "Europe/Madrid": "马德里 馬德里 巴塞罗那 巴塞隆納 barcelona spain",
    "Europe/Lisbon": "里斯本",
    "Europe/Amsterdam": "阿姆斯特丹",
    "Europe/Brussels": "布鲁塞尔 布魯塞爾",
    "Europe/Stockholm": "斯德哥尔摩 斯德哥爾摩",
    "Europe/Athens": "雅典",
    "Europe/Moscow": "莫斯科",
    "Africa/Cairo": "开罗 開羅",
    "Africa/Johannesburg": "约翰内斯堡 約翰尼斯堡",
    "America/New_York": "纽约 紐約 波士顿 波士頓 华盛顿 華盛頓 boston washington atlanta miami nyc",
    "America/Chicago": "芝加哥 休斯敦 休士頓 达拉斯 達拉斯 houston dallas austin",
    "America/Denver": "丹佛",
    "America/Los_Angeles": "洛杉矶 洛杉磯 旧金山 舊金山 西雅图 西雅圖 seattle portland san_francisco",
    "America/Toronto": "多伦多 多倫多 渥太华 渥太華 蒙特利尔 蒙特婁 ottawa montreal",
    "America/Vancouver": "温哥华 溫哥華",
    "America/Mexico_City": "墨西哥城",
    "America/Sao_Paulo": "圣保罗 聖保羅 里约热内卢 里約熱內盧",
    "America/Argentina/Buenos_Aires": "布宜诺斯艾利斯 布宜諾斯艾利斯",
    "Australia/Sydney": "悉尼 雪梨 堪培拉 坎培拉 canberra",
    "Australia/Melbourne": "墨尔本 墨爾本",
    "Australia/Perth": "珀斯 柏斯",
    "Pacific/Auckland": "奥克兰 奧克蘭 惠灵顿 威靈頓 wellington",
    "Pacific/Honolulu": "檀香山 夏威夷 hawaii",
}
_RATHER = {"Asia/Urumqi": "Asia/Shanghai"}
"""Where most clocks on the walls show another time than the database says."""
_TABLE = "zone1970.tab"
_PLACE = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?([+-])(\d{3})(\d{2})(?:\d{2})?")


def zone_named(words: str) -> str | None:
    """The zone that someone means, or None."""
    return _names().get(_folded(words))


def zone_near(latitude: float, longitude: float) -> str | None:
    """The zone whose chief city is nearest; None where no table of places is installed."""
    places = _places()
    nearest = min(places, key=lambda zone: _distance(places[zone], (latitude, longitude)), default=None)
    return _RATHER.get(nearest, nearest) if nearest else None


def _folded(words: str) -> str:
    return "_".join(words.casefold().split())


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for zone in sorted(zoneinfo.available_timezones(), key=lambda zone: (zone.count("/") == 0, zone)):
        names[_folded(zone)] = zone
        if "/" in zone and not zone.startswith(("Etc/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")):
            names.setdefault(_folded(zone.rsplit("/", 1)[1]), zone)
    for zone, cities in _CITIES.items():
        names |= dict.fromkeys(cities.split(), zone)
    return names


@cache
def _places() -> dict[str, tuple[float, float]]:
    """Zones by latitude and longitude."""
    places = {}
    for line in _table().splitlines():
        if not line.startswith("#") and (match := _PLACE.match((parts := line.split("\t"))[1])):
            down, north, its_minutes, left, east, minutes = match.groups()
            latitude = (int(north) + int(its_minutes) / 60) * (-1 if down == "-" else 1)
            longitude = (int(east) + int(minutes) / 60) * (-1 if left == "-" else 1)
            places[parts[2]] = (latitude, longitude)
    return places


def _table() -> str:
    """It comes with the system's zones, else with those of the package tzdata."""
    for folder in zoneinfo.TZPATH:
        if (path := Path(folder) / _TABLE).is_file():
            return path.read_text(encoding="utf-8")
    try:
        return (resources.files("tzdata") / "zoneinfo" / _TABLE).read_text(encoding="utf-8")
    except (ModuleNotFoundError, OSError):
        return ""


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """On a ball of radius 1."""
    (north, east), (its_north, its_east) = (tuple(map(radians, place)) for place in (one, other))
    half = sin((its_north - north) / 2) ** 2
    half += cos(north) * cos(its_north) * sin((its_east - east) / 2) ** 2
    return 2 * asin(sqrt(half))
