"""What the public pages say beside the reports, in each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PublicWords:
    """The sentences of one language."""

    name: str
    title: str
    lead: str
    none: str
    whole: str
    units: str
    decision: str
    back: str
    simulated: str


SPOKEN = {
    "vi": PublicWords(
        name="Tiếng Việt",
        title="Kết quả khảo sát mức độ hài lòng",
        lead="Kết quả đã được phê duyệt và công bố.",
        none="Chưa có kết quả nào được công bố.",
        whole="Kết quả chung",
        units="Kết quả từng đơn vị",
        decision="Phê duyệt tại Quyết định số {number} ngày {day}.",
        back="Mọi đợt khảo sát",
        simulated="DỮ LIỆU MÔ PHỎNG – không phải kết quả thật",
    ),
    "en": PublicWords(
        name="English",
        title="Results of the satisfaction surveys",
        lead="Results that have been approved and published.",
        none="No results have been published yet.",
        whole="All units together",
        units="Unit by unit",
        decision="Approved by decision no. {number} of {day}.",
        back="All surveys",
        simulated="SIMULATED DATA – not real results",
    ),
}
