"""What the pages of staff say, in each language we speak. No pronoun, only verbs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StaffWords:
    """The sentences of one language; what stands in braces is filled in."""

    language: str
    name: str
    other_name: str
    error: str
    main: str
    home: str
    people: str
    sign_in: str
    sign_out: str
    skip: str

    # signing in
    sign_in_lead: str
    email: str
    password: str
    wrong: str
    no_password: str
    second_factor: str
    second_factor_lead: str
    code: str
    code_hint: str
    wrong_code: str
    lost_phone: str
    busy: str
    wait: str

    # setting up
    set_up: str
    set_up_lead: str
    compelled: str
    step_app: str
    step_scan: str
    step_code: str
    secret: str
    qr: str
    confirm: str
    recovery: str
    recovery_lead: str
    recovery_once: str
    go_on: str
    new_password: str
    new_password_hint: str
    old_password: str
    again: str
    set_password: str
    invitation: str
    invitation_lead: str
    change_password: str
    change_lead: str
    password_changed: str
    bad_link: str
    bad_link_lead: str
    problems: dict[str, str]

    # home
    hello: str
    my_roles: str
    role: str
    unit: str
    no_roles: str
    account: str
    factor_on: str
    factor_off: str
    sign_out_all: str
    sign_out_all_lead: str
    signed_out_all: str

    # people
    people_lead: str
    alone: str
    person: str
    state: str
    states: dict[str, str]
    roles: dict[str, str]
    nothing_held: str
    elsewhere: str
    invite: str
    invite_lead: str
    person_name: str
    choose: str
    invited: str
    link_for: str
    link_lead: str
    added: str
    give: str
    give_lead: str
    take: str
    deeds: dict[str, str]
    deed_leads: dict[str, str]
    done: dict[str, str]
    not_yourself: str
    cancel: str
    back: str

    # refusals
    summary: str
    expired: str
    expired_lead: str
    forbidden: str
    forbidden_lead: str
    not_by_pin: str
    missing: str
    missing_lead: str
    foreign: str
    foreign_lead: str
    trouble: str
    trouble_lead: str
    no_key: str


VI = StaffWords(
    language="vi",
    name="Tiếng Việt",
    other_name="English",
    error="Lỗi:",
    main="Chính",
    home="Trang của tôi",
    people="Người dùng",
    sign_in="Đăng nhập",
    sign_out="Đăng xuất",
    skip="Đến nội dung",
    sign_in_lead="Trang dành cho cán bộ tổ chức khảo sát.",
    email="Thư điện tử",
    password="Mật khẩu",
    wrong=(
        "Thư điện tử hoặc mật khẩu không đúng. Sau nhiều lần sai phải chờ, mỗi lần một lâu hơn, nhiều nhất "
        "một giờ."
    ),
    no_password="Chưa có hoặc quên mật khẩu: xin quản trị hệ thống của cơ quan cấp đường dẫn đặt mật khẩu.",
    second_factor="Xác thực lần hai",
    second_factor_lead="Mở ứng dụng xác thực trên điện thoại và nhập mã đang hiện.",
    code="Mã xác thực",
    code_hint="6 chữ số, đổi sau mỗi 30 giây, mỗi mã dùng một lần.",
    wrong_code="Mã không đúng hoặc đã dùng. Xin chờ mã tiếp theo rồi nhập lại.",
    lost_phone=(
        "Không có điện thoại: nhập một mã khôi phục vào ô trên. Hết mã khôi phục: báo quản trị hệ thống."
    ),
    busy="Máy chủ đang bận. Xin thử lại sau vài giây.",
    wait="Có quá nhiều lần thử từ mạng này. Xin thử lại sau {n} giây.",
    set_up="Đặt xác thực lần hai",
    set_up_lead="Ngoài mật khẩu, mỗi lần đăng nhập cần thêm một mã trên điện thoại.",
    compelled="Vai trò đang giữ bắt buộc có xác thực lần hai. Đặt xong mới vào được các trang khác.",
    step_app="Cài một ứng dụng xác thực (TOTP) trên điện thoại.",
    step_scan="Trong ứng dụng, quét mã vuông này, hoặc nhập khóa bằng tay.",
    step_code="Nhập mã 6 chữ số mà ứng dụng hiện ra.",
    secret="Khóa",
    qr="Mã vuông có khóa cho ứng dụng xác thực",
    confirm="Xác nhận",
    recovery="Mã khôi phục",
    recovery_lead="Mỗi mã thay cho điện thoại một lần. In ra hoặc chép lại, cất xa điện thoại và máy tính.",
    recovery_once="Các mã này chỉ hiện một lần, ở đây.",
    go_on="Đã cất, tiếp tục",
    new_password="Mật khẩu mới",
    new_password_hint="Ít nhất 12 ký tự. Một câu dễ nhớ tốt hơn ký tự lạ. Không dùng lại của nơi khác.",
    old_password="Mật khẩu đang dùng",
    again="Nhập lại mật khẩu mới",
    set_password="Lưu mật khẩu",
    invitation="Đặt mật khẩu",
    invitation_lead="Cho tài khoản {email}. Đường dẫn này dùng một lần.",
    change_password="Đổi mật khẩu",
    change_lead="Đổi xong, mọi máy khác đang đăng nhập tài khoản này đều bị đăng xuất.",
    password_changed="Đã đổi mật khẩu.",
    bad_link="Đường dẫn không dùng được",
    bad_link_lead=(
        "Đường dẫn đã dùng, đã quá 72 giờ hoặc chép thiếu. Xin quản trị hệ thống cấp đường dẫn mới."
    ),
    problems={
        "too_short": "Mật khẩu cần ít nhất 12 ký tự.",
        "too_long": "Mật khẩu có nhiều nhất 200 ký tự.",
        "too_plain": "Mật khẩu không được chỉ gồm một ký tự lặp lại.",
        "is_email": "Mật khẩu không được là thư điện tử.",
        "common": (
            "Mật khẩu này hay gặp hoặc dễ đoán (từ phổ biến, dãy phím, ngày tháng, tên cơ quan). "
            "Xin dùng một câu riêng dài hơn, khoảng bốn từ không liền nghĩa."
        ),
        "not_the_same": "Hai lần nhập mật khẩu mới không giống nhau.",
        "wrong_password": "Mật khẩu đang dùng không đúng.",
        "no_email": "Xin nhập thư điện tử, như ten@coquan.example.",
        "no_name": "Xin nhập họ và tên.",
        "no_role": "Xin chọn một vai trò.",
        "no_unit": "Xin chọn một đơn vị.",
    },
    hello="Xin chào {name}",
    my_roles="Vai trò",
    role="Vai trò",
    unit="Đơn vị (và các đơn vị trực thuộc)",
    no_roles="Tài khoản chưa có vai trò nào. Xin quản trị hệ thống của cơ quan giao vai trò.",
    account="Tài khoản",
    factor_on="Xác thực lần hai: đã đặt",
    factor_off="Xác thực lần hai: chưa đặt",
    sign_out_all="Đăng xuất mọi nơi",
    sign_out_all_lead="Mọi máy đang đăng nhập tài khoản này sẽ bị đăng xuất, kể cả máy này.",
    signed_out_all="Đã đăng xuất mọi nơi.",
    people_lead="{n} người có vai trò trong phạm vi quản trị.",
    alone="Chưa có ai khác. Mời người đầu tiên để chia việc.",
    person="Họ và tên",
    state="Trạng thái",
    states={
        "invited": "Chưa đặt mật khẩu",
        "active": "Đang hoạt động",
        "locked": "Đang chờ vì nhập sai",
        "disabled": "Đã khóa tài khoản",
    },
    roles={
        "administrator": "Quản trị hệ thống",
        "analyst": "Cán bộ phân tích",
        "approver": "Người phê duyệt",
        "officer": "Đầu mối đơn vị",
        "clerk": "Người nhập phiếu",
        "interviewer": "Điều tra viên",
        "supervisor": "Giám sát viên",
        "auditor": "Người kiểm tra (chỉ xem)",
    },
    nothing_held="Không còn vai trò nào trong phạm vi quản trị.",
    elsewhere=(
        "Người này còn có vai trò ngoài phạm vi quản trị, nên ở đây chỉ giao hoặc thu hồi được vai trò trong "
        "phạm vi."
    ),
    invite="Mời người dùng",
    invite_lead="Người được mời nhận một đường dẫn đặt mật khẩu, dùng một lần trong 72 giờ.",
    person_name="Họ và tên",
    choose="Xin chọn",
    invited="Đã mời",
    link_for="Đường dẫn đặt mật khẩu của {email}",
    link_lead="Chỉ hiện một lần, ở đây. Giao tận tay hoặc qua kênh tin cậy; dùng một lần trong 72 giờ.",
    added="Tài khoản đã có từ trước; vai trò mới có hiệu lực ngay.",
    give="Giao vai trò",
    give_lead="Vai trò có hiệu lực ngay, trên đơn vị và mọi đơn vị trực thuộc.",
    take="Thu hồi",
    deeds={
        "link": "Cấp đường dẫn đặt mật khẩu",
        "unlock": "Cho thử lại ngay",
        "second-factor": "Xóa xác thực lần hai",
        "disable": "Khóa tài khoản",
        "enable": "Mở lại tài khoản",
        "revoke": "Thu hồi vai trò",
    },
    deed_leads={
        "link": "Đường dẫn cũ không dùng được nữa. Mật khẩu hiện nay còn dùng đến khi đặt mật khẩu mới.",
        "unlock": "Người này nhập sai nhiều lần và đang phải chờ.",
        "second-factor": (
            "Trước đó phải biết chắc đúng người đang yêu cầu, qua điện thoại hoặc gặp mặt. Người này bị đăng "
            "xuất mọi nơi và đặt lại ở lần đăng nhập sau."
        ),
        "disable": "Người này bị đăng xuất mọi nơi và không đăng nhập được nữa. Việc đã làm vẫn còn.",
        "enable": "Người này đăng nhập lại được, với mật khẩu và vai trò đã có.",
        "revoke": "{role}, {unit}. Có hiệu lực ngay, kể cả khi người này đang đăng nhập.",
    },
    done={
        "unlock": "Người này thử lại được ngay.",
        "second-factor": "Đã xóa xác thực lần hai.",
        "disable": "Đã khóa tài khoản.",
        "enable": "Đã mở lại tài khoản.",
        "revoke": "Đã thu hồi vai trò.",
        "give": "Đã giao vai trò.",
        "password": "Đã đổi mật khẩu.",
        "pin": "Đã đặt mã PIN. Dùng được ở các máy đã ghép.",
    },
    not_yourself="Không tự làm việc này cho tài khoản của mình được. Xin một quản trị hệ thống khác.",
    cancel="Hủy",
    back="Về danh sách người dùng",
    summary="Có chỗ cần sửa",
    expired="Phiên làm việc đã hết",
    expired_lead=(
        "Không thao tác trong 30 phút (15 phút khi dùng mã PIN), đã đăng nhập 12 giờ, hoặc đã bị đăng xuất ở "
        "nơi khác. Điều vừa gửi không được lưu. Xin đăng nhập lại."
    ),
    forbidden="Không có quyền",
    forbidden_lead=(
        "Trang này dành cho vai trò khác. Nếu cần, xin quản trị hệ thống của cơ quan giao vai trò."
    ),
    not_by_pin="Đang đăng nhập bằng mã PIN. Việc này cần đăng nhập bằng mật khẩu.",
    missing="Không tìm thấy",
    missing_lead="Không có trang này, hoặc nội dung nằm ngoài phạm vi được xem.",
    foreign="Yêu cầu không được thực hiện",
    foreign_lead=(
        "Yêu cầu không đến từ trang đang mở, hoặc trang mở quá lâu. Không có gì thay đổi. Xin mở lại trang."
    ),
    trouble="Chưa làm được",
    trouble_lead="Cơ sở dữ liệu không trả lời. Không có gì thay đổi. Xin thử lại sau ít phút.",
    no_key="Máy chủ thiếu khóa bí mật của hệ thống, nên chưa đăng nhập được. Xin báo quản trị máy chủ.",
)

EN = StaffWords(
    language="en",
    name="English",
    other_name="Tiếng Việt",
    error="Error:",
    main="Main",
    home="My page",
    people="People",
    sign_in="Sign in",
    sign_out="Sign out",
    skip="To the content",
    sign_in_lead="For staff who run surveys.",
    email="E-mail",
    password="Password",
    wrong=(
        "E-mail or password is wrong. After several wrong tries there is a wait, longer each time, up to "
        "an hour."
    ),
    no_password=(
        "No password yet, or forgotten: ask the administrator of the office for a link that sets one."
    ),
    second_factor="Second factor",
    second_factor_lead="Open the authenticator app on the phone and type the code that it shows.",
    code="Code",
    code_hint="6 digits that change every 30 seconds; each is taken once.",
    wrong_code="The code is wrong or was used. Wait for the next one and type it.",
    lost_phone="Without the phone: type a recovery code above. None left: tell the administrator.",
    busy="The server is busy. Try again in a few seconds.",
    wait="Too many tries come from this network. Seconds until the next try: {n}.",
    set_up="Set up the second factor",
    set_up_lead="Beside the password, signing in then takes a code from the phone.",
    compelled="The role held calls for a second factor. The other pages open once it is set up.",
    step_app="Install an authenticator app (TOTP) on the phone.",
    step_scan="In the app scan this square code, or type the key by hand.",
    step_code="Type the code of 6 digits that the app shows.",
    secret="Key",
    qr="Square code with the key for the authenticator app",
    confirm="Confirm",
    recovery="Recovery codes",
    recovery_lead=(
        "Each stands in for the phone once. Print or copy them; keep them away from phone and computer."
    ),
    recovery_once="These codes are shown only once, here.",
    go_on="Kept, go on",
    new_password="New password",
    new_password_hint=(
        "At least 12 characters. A sentence that is easy to remember is better than odd signs. "
        "Use it nowhere else."
    ),
    old_password="Present password",
    again="New password once more",
    set_password="Save the password",
    invitation="Set a password",
    invitation_lead="For the account {email}. This link works once.",
    change_password="Change the password",
    change_lead="Every other device that is signed in to this account will be signed out.",
    password_changed="The password is changed.",
    bad_link="This link does not work",
    bad_link_lead=(
        "It was used, is older than 72 hours, or was not copied whole. Ask the administrator for a new one."
    ),
    problems={
        "too_short": "The password needs at least 12 characters.",
        "too_long": "The password has at most 200 characters.",
        "too_plain": "The password must not be one character over and over.",
        "is_email": "The password must not be the e-mail address.",
        "common": (
            "This password is a common one or easily guessed (usual words, rows of keys, dates, names of the "
            "office). Use a longer sentence of your own, of four words or so that do not belong together."
        ),
        "not_the_same": "The two new passwords are not the same.",
        "wrong_password": "The present password is wrong.",
        "no_email": "Type an e-mail address, such as name@office.example.",
        "no_name": "Type the full name.",
        "no_role": "Choose a role.",
        "no_unit": "Choose a unit.",
    },
    hello="Hello {name}",
    my_roles="Roles",
    role="Role",
    unit="Unit (and all below it)",
    no_roles="The account has no role yet. Ask the administrator of the office for one.",
    account="Account",
    factor_on="Second factor: set up",
    factor_off="Second factor: not set up",
    sign_out_all="Sign out everywhere",
    sign_out_all_lead="Every device that is signed in to this account will be signed out, this one too.",
    signed_out_all="Signed out everywhere.",
    people_lead="People with a role within the administrator's scope: {n}.",
    alone="Nobody else yet. Invite the first person to share the work.",
    person="Name",
    state="State",
    states={
        "invited": "No password yet",
        "active": "Active",
        "locked": "Waits after wrong tries",
        "disabled": "Disabled",
    },
    roles={
        "administrator": "Administrator",
        "analyst": "Analyst",
        "approver": "Approver",
        "officer": "Unit officer",
        "clerk": "Clerk",
        "interviewer": "Interviewer",
        "supervisor": "Supervisor",
        "auditor": "Auditor (reads only)",
    },
    nothing_held="No role left within the administrator's scope.",
    elsewhere=(
        "This person also holds roles outside the scope, so only roles within it can be given or taken here."
    ),
    invite="Invite somebody",
    invite_lead="Whoever is invited gets a link that sets a password, once within 72 hours.",
    person_name="Full name",
    choose="Choose",
    invited="Invited",
    link_for="Link for {email} to set a password",
    link_lead=(
        "Shown only once, here. Hand it over in person or by a trusted way; it works once within 72 hours."
    ),
    added="The account was there before; the new role holds at once.",
    give="Give a role",
    give_lead="The role holds at once, on the unit and all below it.",
    take="Revoke",
    deeds={
        "link": "Make a link for a password",
        "unlock": "Let try again now",
        "second-factor": "Remove the second factor",
        "disable": "Disable the account",
        "enable": "Enable the account",
        "revoke": "Revoke the role",
    },
    deed_leads={
        "link": "Earlier links stop working. The present password works until a new one is set.",
        "unlock": "This person mistyped several times and has to wait.",
        "second-factor": (
            "Be sure first, by voice or in person, who asks. The person is signed out everywhere and sets it "
            "up anew at the next sign-in."
        ),
        "disable": "The person is signed out everywhere and can no longer sign in. What was done stays.",
        "enable": "The person can sign in again, with the password and the roles of before.",
        "revoke": "{role}, {unit}. It ends at once, also while the person is signed in.",
    },
    done={
        "unlock": "The person can try again now.",
        "second-factor": "The second factor is removed.",
        "disable": "The account is disabled.",
        "enable": "The account is enabled.",
        "revoke": "The role is revoked.",
        "give": "The role is given.",
        "password": "The password is changed.",
        "pin": "The PIN is set. It works on bound computers.",
    },
    not_yourself="Nobody does this to their own account. Ask another administrator.",
    cancel="Cancel",
    back="Back to the people",
    summary="Something needs mending",
    expired="The session has ended",
    expired_lead=(
        "Nothing was done for 30 minutes (15 with a PIN), the sign-in was 12 hours ago, or it was ended "
        "elsewhere. What was just sent is not stored. Sign in again."
    ),
    forbidden="Not allowed",
    forbidden_lead=(
        "This page is for another role. If it is needed, ask the administrator of the office for the role."
    ),
    not_by_pin="Signed in with a PIN. Sign in with the password to do this.",
    missing="Not found",
    missing_lead="There is no such page, or it lies outside what may be seen.",
    foreign="The request was not carried out",
    foreign_lead=(
        "It did not come from the open page, or the page was open too long. Nothing changed. Open the "
        "page again."
    ),
    trouble="Not done yet",
    trouble_lead="The database does not answer. Nothing changed. Try again in a few minutes.",
    no_key=(
        "The server lacks the secret key of the installation, so nobody can sign in. Tell who runs the "
        "server."
    ),
)

SPOKEN = {words.language: words for words in (VI, EN)}


def staff_words(language: str) -> StaffWords:
    """The words of a language; Vietnamese where it is none of ours."""
    return SPOKEN.get(language, VI)
