"""What the pages of results say, in each language we speak; figures speak in the words of the reports."""

from __future__ import annotations

from dataclasses import dataclass

from survey.staff import pages


@dataclass(frozen=True, kw_only=True)
class ResultWords:
    """The sentences of one language; what stands in braces is filled in."""

    results: str
    lead: str
    none: str
    wave: str
    state: str
    states: dict[str, str]
    not_approved: str
    public_on: str
    public_waiting: str
    fielded: str
    units: str
    unit: str
    units_lead: str
    no_units: str
    whole: str
    compare: str
    data: str
    back: str
    to_wave: str
    under_way: str
    under_way_lead: str
    failed: str
    failed_lead: str
    downloads: str
    files: dict[str, str]
    kind: str
    kinds: dict[str, str]
    order: str
    orders: dict[str, str]
    name: str
    show: str
    choose: str
    chosen: str
    compare_two: str
    two: str
    pick_two: str
    not_comparable: str
    differs: str
    within: str
    many: str
    untested: str
    trends: str
    tiers: dict[str, str]
    groups: dict[str, str]
    group_leads: dict[str, str]
    ballots: str
    rank: str
    rank_of: str
    against: str
    class_: str
    change: str
    expected: str
    expected_table: str
    volunteers: str
    only_kind: str
    yours: str
    yours_only: str
    nothing_found: str
    page: str
    older: str
    newer: str
    scroll: str
    official: str
    official_lead: str
    data_lead: str
    data_order: str
    data_made: str
    data_none: str
    data_waiting: str
    data_limits: str
    official_pdf: str
    simulated: str


VI = ResultWords(
    results="Kết quả",
    lead="Các đợt khảo sát có kết quả được xem.",
    none=(
        "Chưa có đợt nào có kết quả được xem. Trước khi kết quả được phê duyệt, đơn vị chỉ xem được số phiếu."
    ),
    wave="Đợt khảo sát",
    state="Trạng thái",
    states={
        "closed": "Đã kết thúc, chưa phê duyệt",
        "frozen": "Đã chốt số liệu, chưa phê duyệt",
        "review": "Đơn vị đang xem xét, chưa phê duyệt",
        "results_approved": "Đã phê duyệt kết quả",
        "published": "Đã công bố",
    },
    not_approved="Kết quả chưa được phê duyệt: chỉ dùng nội bộ, không trích dẫn, không gửi đơn vị.",
    public_on="Trang công khai",
    public_waiting="Đang chuẩn bị trang công khai.",
    fielded="Thời gian thu phiếu",
    units="Đơn vị",
    unit="Đơn vị",
    units_lead="{n} đơn vị có kết quả.",
    no_units="Không có đơn vị nào trong phạm vi được xem có phiếu trong đợt này.",
    whole="Kết quả chung",
    compare="So sánh đơn vị",
    data="Số liệu từng phiếu",
    back="Về danh sách đợt",
    to_wave="Về đợt khảo sát",
    under_way="Đang tính kết quả",
    under_way_lead="Kết quả được tính một lần rồi lưu lại. Xin tải lại trang này sau ít phút.",
    failed="Chưa tính được kết quả",
    failed_lead=(
        "Việc tính kết quả không hoàn thành. Xin báo quản trị hệ thống xem danh sách công việc và chạy lại."
    ),
    downloads="Tải về",
    files={
        "report.pdf": "PDF hai trang",
        "full.pdf": "PDF đầy đủ",
        "figures.xlsx": "XLSX",
        "figures.csv": "CSV",
        "changes.csv": "CSV thay đổi",
        "comparison.xlsx": "XLSX",
        "comparison.csv": "CSV",
        "report.docx": "Báo cáo DOCX",
        "province.docx": "Báo cáo chung DOCX",
        "province.pdf": "Báo cáo chung PDF",
        "ballots.csv": "CSV",
        "ballots.sav": "SPSS (.sav)",
        "codebook.xml": "DDI-Codebook (.xml)",
    },
    kind="Loại đơn vị",
    kinds={
        "department": "Sở, ban, ngành",
        "commune": "Xã, phường, đặc khu",
        "service_centre": "Trung tâm phục vụ hành chính công",
        "branch": "Chi nhánh",
        "vertical_agency": "Cơ quan ngành dọc",
        "province": "Tỉnh, thành phố",
        "": "Mọi loại",
    },
    order="Xếp theo",
    orders={
        "high": "Mức hài lòng, cao đến thấp",
        "low": "Mức hài lòng, thấp đến cao",
        "name": "Tên",
        "ballots": "Số phiếu, nhiều đến ít",
        "change": "Thay đổi, tăng đến giảm",
    },
    name="Tìm tên",
    show="Xem",
    choose="Chọn {name}",
    chosen="Chọn",
    compare_two="So sánh 2 đơn vị đã chọn",
    two="So sánh hai đơn vị đã chọn",
    pick_two="Xin chọn đúng hai đơn vị.",
    not_comparable=(
        "Ít nhất một trong hai đơn vị không đủ số liệu để so sánh, hoặc phép so này không kiểm định được."
    ),
    differs=(
        "{higher} cao hơn {lower}: chênh {gap}; khoảng tin cậy {level} từ {low} đến {high}. Khác biệt "
        "vẫn đứng vững khi so mọi cặp đơn vị cùng loại ({tests} phép so, hiệu chỉnh Holm)."
    ),
    within=(
        "Chênh {gap}; khoảng tin cậy {level} từ {low} đến {high}. Số liệu này chưa đủ căn cứ để nói đơn "
        "vị nào cao hơn."
    ),
    many=(
        "Chênh {gap}; khoảng tin cậy {level} từ {low} đến {high}. Xét riêng hai đơn vị thì khoảng này "
        "không chứa 0, nhưng khi so mọi cặp đơn vị cùng loại ({tests} phép so, hiệu chỉnh Holm) thì "
        "chưa đủ căn cứ để nói đơn vị nào cao hơn."
    ),
    untested="Chênh {gap}. Không có sai số chọn mẫu để kiểm định, nên không kết luận về chênh lệch.",
    trends="Qua các đợt",
    tiers={
        "above": "Cao hơn bình quân các đơn vị còn lại",
        "same": "Chưa phân biệt được với bình quân",
        "below": "Thấp hơn bình quân các đơn vị còn lại",
        "reference": "Tham khảo, không xếp hạng",
        "hidden": "Không hiển thị",
    },
    groups={"1": "Tham khảo", "2": "Không hiển thị"},
    group_leads={
        "1": "ít phiếu hoặc khoảng tin cậy rộng: không xếp hạng, không so sánh",
        "2": "để không ai suy ra được câu trả lời của một người",
    },
    ballots="Phiếu",
    rank="Hạng",
    rank_of="Hạng có thể, trong {n}",
    against="So với các đơn vị còn lại",
    class_="Xếp loại",
    change="So với đợt trước",
    expected="Phạm vi thường gặp",
    expected_table="Bảng số của biểu đồ",
    volunteers="Phiếu tự nguyện: không xếp hạng, không kiểm định; các đơn vị đứng theo tên.",
    only_kind="Không có hai đơn vị cùng loại để so sánh.",
    yours="đơn vị được xem",
    yours_only=(
        "Đơn vị được đánh giá xem ở đây những gì báo cáo của đơn vị cho thấy: kết quả các đơn vị cùng "
        "loại, và thứ hạng của riêng mình."
    ),
    nothing_found="Không có đơn vị nào có tên như vậy.",
    page="Trang {n} trong {of}",
    older="Trang sau",
    newer="Trang trước",
    scroll="Bảng, có thể cuộn ngang",
    official="Báo cáo của cơ quan chủ trì",
    official_lead="Bản dự thảo để hoàn chỉnh, ghi số và ký.",
    data_lead=(
        "Mỗi dòng một phiếu hợp lệ: để phân tích bằng phần mềm khác. Chỉ dành cho người tổ chức khảo "
        "sát; không chuyển cho đơn vị được đánh giá, không công bố."
    ),
    data_order="Chuẩn bị tệp",
    data_made="Tệp đã sẵn sàng.",
    data_none="Chưa có tệp.",
    data_waiting="Đang chuẩn bị tệp. Xin tải lại trang này sau ít phút.",
    data_limits="Không có mã phiếu, điểm thu, ngày và giờ; chỉ có tháng.",
    official_pdf="Báo cáo PDF",
    simulated="DỮ LIỆU MÔ PHỎNG – không phải kết quả thật",
)

EN = ResultWords(
    results="Results",
    lead="Waves whose results may be seen.",
    none="No wave has results to be seen yet. Until results are approved a unit sees counts of ballots only.",
    wave="Wave",
    state="State",
    states={
        "closed": "Closed, not approved",
        "frozen": "Frozen, not approved",
        "review": "Under review by the units, not approved",
        "results_approved": "Results approved",
        "published": "Published",
    },
    not_approved="These results are not approved: internal use only, not to be quoted or sent to units.",
    public_on="Public page",
    public_waiting="The public page is being prepared.",
    fielded="Fieldwork",
    units="Units",
    unit="Unit",
    units_lead="Units with results: {n}.",
    no_units="No unit in your scope has ballots in this wave.",
    whole="All units together",
    compare="Comparison of units",
    data="Single ballots",
    back="Back to the waves",
    to_wave="Back to the wave",
    under_way="Results are being computed",
    under_way_lead="Results are computed once and stored. Please load this page again in a few minutes.",
    failed="Results could not be computed",
    failed_lead=(
        "The job did not finish. Please ask the administrator to look at the list of jobs and run it again."
    ),
    downloads="Downloads",
    files={
        "report.pdf": "PDF, two pages",
        "full.pdf": "PDF, full",
        "figures.xlsx": "XLSX",
        "figures.csv": "CSV",
        "changes.csv": "CSV of changes",
        "comparison.xlsx": "XLSX",
        "comparison.csv": "CSV",
        "report.docx": "Report, DOCX",
        "province.docx": "Province report, DOCX",
        "province.pdf": "Province report, PDF",
        "ballots.csv": "CSV",
        "ballots.sav": "SPSS (.sav)",
        "codebook.xml": "DDI-Codebook (.xml)",
    },
    kind="Kind of unit",
    kinds={
        "department": "Departments",
        "commune": "Communes and wards",
        "service_centre": "Public service centres",
        "branch": "Branches",
        "vertical_agency": "Vertical agencies",
        "province": "Provinces",
        "": "All kinds",
    },
    order="Sort by",
    orders={
        "high": "Satisfaction, high to low",
        "low": "Satisfaction, low to high",
        "name": "Name",
        "ballots": "Ballots, most first",
        "change": "Change, rise to fall",
    },
    name="Find a name",
    show="Show",
    choose="Choose {name}",
    chosen="Choose",
    compare_two="Compare the 2 chosen units",
    two="Two chosen units side by side",
    pick_two="Please choose exactly two units.",
    not_comparable=(
        "At least one of the two has too few answers to be compared, or this pair cannot be tested."
    ),
    differs=(
        "{higher} is above {lower}: the difference is {gap}; {level} interval from {low} to {high}. It "
        "also holds when all pairs of units of this kind are compared (tests: {tests}, Holm)."
    ),
    within=(
        "The difference is {gap}; {level} interval from {low} to {high}. These data do not show which "
        "of the two is higher."
    ),
    many=(
        "The difference is {gap}; {level} interval from {low} to {high}. Looked at alone the interval "
        "excludes 0, but among all pairs of units of this kind (tests: {tests}, Holm) the data do not "
        "show which is higher."
    ),
    untested="The difference is {gap}. There is no sampling error to test it by, so nothing is concluded.",
    trends="Through the waves",
    tiers={
        "above": "Above the mean of the others",
        "same": "Not told apart from the mean",
        "below": "Below the mean of the others",
        "reference": "For reference, not ranked",
        "hidden": "Not shown",
    },
    groups={"1": "For reference", "2": "Not shown"},
    group_leads={
        "1": "few ballots or a wide interval: neither ranked nor compared",
        "2": "so that nobody can work out what one person answered",
    },
    ballots="Ballots",
    rank="Rank",
    rank_of="Possible rank, of {n}",
    against="Against the other units",
    class_="Class",
    change="Since the wave before",
    expected="Expected range",
    expected_table="Numbers of the chart",
    volunteers="Volunteers: not ranked, not tested; units stand by name.",
    only_kind="There are no two units of one kind to compare.",
    yours="in your scope",
    yours_only=(
        "A rated unit sees here what its report shows: the results of units of its kind, and its own "
        "rank only."
    ),
    nothing_found="No unit has such a name.",
    page="Page {n} of {of}",
    older="Next page",
    newer="Previous page",
    scroll="Table, scrolls sideways",
    official="Reports of the host",
    official_lead="Drafts, to be completed, numbered and signed.",
    data_lead=(
        "One row a valid ballot, for other software. Only for those who run the survey; never for a "
        "rated unit, never published."
    ),
    data_order="Prepare the files",
    data_made="The files are ready.",
    data_none="There are no files yet.",
    data_waiting="The files are being prepared. Please load this page again in a few minutes.",
    data_limits="There is no ballot id, no collector, no day and no time; only the month.",
    official_pdf="Report, PDF",
    simulated="SIMULATED DATA – not real results",
)

SPOKEN = {"vi": VI, "en": EN}


def said() -> ResultWords:
    """The words of the language of this page."""
    return SPOKEN[pages.words_here().language]
