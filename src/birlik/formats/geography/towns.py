"""Towns around the Caspian Sea and the capitals of the lands that plan here, named in eight languages.

Positions are public facts, to a hundredth of a degree. Names of states and of waters are left out on purpose. The
names are open to correction: see ``docs/map.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

#: Languages of the names, in their order below.
LANGUAGES = ("en", "az", "kk", "ky", "tg", "uz", "ru", "tr")


@dataclass(frozen=True)
class Town:
    """A town.

    Attributes
    ----------
    lat, lon : float
        Degrees, WGS 84.
    zoom : int
        From which zoom of a web map on it is named.
    names : mapping of str to str
        By language.
    """

    lat: float
    lon: float
    zoom: int
    names: Mapping[str, str]

    def name(self, language: str) -> str:
        """Name in a language, or else in English."""
        return self.names.get(language.partition("-")[0], self.names["en"])


def _town(lat: float, lon: float, zoom: int, *names: str) -> Town:
    return Town(lat, lon, zoom, MappingProxyType(dict(zip(LANGUAGES, names, strict=True))))


# fmt: off
TOWNS: tuple[Town, ...] = (
    _town(43.65, 51.16, 5, "Aktau", "Aktau", "Ақтау", "Актау", "Актау", "Aqtau", "Актау", "Aktau"),
    _town(43.18, 51.68, 8, "Kuryk", "Kurık", "Құрық", "Курык", "Курик", "Quriq", "Курык", "Kurık"),
    _town(44.51, 50.26, 8, "Fort-Shevchenko", "Fort-Şevçenko", "Форт-Шевченко", "Форт-Шевченко", "Форт-Шевченко",
          "Fort-Shevchenko", "Форт-Шевченко", "Fort-Şevçenko"),
    _town(44.55, 50.25, 10, "Bautino", "Bautino", "Баутин", "Баутино", "Баутино", "Bautino", "Баутино", "Bautino"),
    _town(43.34, 52.86, 6, "Zhanaozen", "Janaozen", "Жаңаөзен", "Жанаозен", "Жанаозен", "Janaozen", "Жанаозен",
          "Janaözen"),
    _town(43.66, 51.30, 9, "Mangystau", "Manqıstau", "Маңғыстау", "Мангыстау", "Мангистау", "Mangʻistov", "Мангистау",
          "Mangıstav"),
    _town(45.31, 55.19, 7, "Beyneu", "Beyneu", "Бейнеу", "Бейнеу", "Бейнеу", "Beynov", "Бейнеу", "Beyneu"),
    _town(44.17, 52.09, 8, "Shetpe", "Şetpe", "Шетпе", "Шетпе", "Шетпе", "Shetpe", "Шетпе", "Şetpe"),
    _town(47.11, 51.92, 5, "Atyrau", "Atırau", "Атырау", "Атырау", "Атирау", "Atirau", "Атырау", "Atırav"),
    _town(40.41, 49.87, 4, "Baku", "Bakı", "Баку", "Баку", "Боку", "Boku", "Баку", "Bakü"),
    _town(40.59, 49.67, 7, "Sumgait", "Sumqayıt", "Сумгаит", "Сумгаит", "Сумқаит", "Sumqayit", "Сумгаит", "Sumgayıt"),
    _town(38.75, 48.85, 7, "Lankaran", "Lənkəran", "Ленкорань", "Ленкорань", "Ланкарон", "Lankaron", "Ленкорань",
          "Lenkeran"),
    _town(40.02, 52.96, 5, "Turkmenbashi", "Türkmənbaşı", "Түрікменбашы", "Түркмөнбашы", "Туркманбошӣ",
          "Turkmanboshi", "Туркменбаши", "Türkmenbaşı"),
    _town(42.98, 47.50, 5, "Makhachkala", "Mahaçqala", "Махачкала", "Махачкала", "Махачқала", "Maxachqalʻa",
          "Махачкала", "Mahaçkale"),
    _town(42.06, 48.29, 7, "Derbent", "Dərbənd", "Дербент", "Дербент", "Дарбанд", "Darband", "Дербент", "Derbent"),
    _town(46.35, 48.04, 5, "Astrakhan", "Həştərxan", "Астрахан", "Астрахань", "Астрахан", "Astraxan", "Астрахань",
          "Astrahan"),
    _town(51.13, 71.43, 4, "Astana", "Astana", "Астана", "Астана", "Остона", "Ostona", "Астана", "Astana"),
    _town(43.24, 76.95, 5, "Almaty", "Almatı", "Алматы", "Алматы", "Алмаато", "Olmaota", "Алматы", "Almatı"),
    _town(42.87, 74.59, 4, "Bishkek", "Bişkek", "Бішкек", "Бишкек", "Бишкек", "Bishkek", "Бишкек", "Bişkek"),
    _town(38.56, 68.79, 4, "Dushanbe", "Düşənbə", "Душанбе", "Дүйшөмбү", "Душанбе", "Dushanbe", "Душанбе", "Duşanbe"),
    _town(41.31, 69.28, 4, "Tashkent", "Daşkənd", "Ташкент", "Ташкент", "Тошканд", "Toshkent", "Ташкент", "Taşkent"),
    _town(39.93, 32.86, 4, "Ankara", "Ankara", "Анкара", "Анкара", "Анқара", "Anqara", "Анкара", "Ankara"),
    _town(37.95, 58.38, 4, "Ashgabat", "Aşqabad", "Ашхабад", "Ашхабад", "Ашқобод", "Ashxobod", "Ашхабад", "Aşkabat"),
)
# fmt: on
