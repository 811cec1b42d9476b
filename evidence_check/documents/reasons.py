"""Why a file could not be read, in plain words with a next step, Chinese and English: one place for every wording."""

from __future__ import annotations

from evidence_check.model import Bilingual

EMPTY = Bilingual(
    "文件里没有文字。请确认是否放错了文件。", "The file holds no text. Check whether it is the file you meant to add."
)
PICTURE_WITHOUT_TEXT = Bilingual(
    "图片里没有识别出文字。如果它是材料，请重新拍摄或扫描（150 dpi 以上，端正、清晰），或提供原件。",
    "No text was recognised in the picture. If it is evidence, photograph or scan it again (150 dpi or more, straight "
    "and sharp), or add the original.",
)
PICTURE_FORMAT = Bilingual(
    "这种图片格式不能识别文字。请另存为 jpg 或 png，或提供原件。",
    "Text is not recognised in this kind of picture. Save it as jpg or png, or add the original.",
)
PICTURES_ONLY = Bilingual(
    "文件里只有图片，没有文字。请把图片或扫描件单独保存为 jpg、png 或 PDF，或提供有文字的原件。",
    "The file holds pictures and no text. Save the pictures as jpg, png or PDF files of their own, or add an original "
    "with text.",
)
ENCRYPTED = Bilingual(
    "文件有打开密码，无法读取。请去掉密码后另存，再放进材料文件夹。",
    "The file needs a password to open. Save a copy without the password and add that.",
)
DAMAGED = Bilingual(
    "文件已损坏或不完整，无法打开。请用原来的软件打开并另存，或重新导出。",
    "The file is damaged or incomplete. Open it in the program that made it and save it again, or export it anew.",
)
LOCK_FILE = Bilingual(
    "这是 Office 打开文件时生成的临时锁定文件，不是材料。请关闭该文档后删除它。",
    "This is a temporary lock file of Office, not a document. Close the document and delete this file.",
)
TOO_LARGE = Bilingual(
    "文件过大，或者压缩内容展开后异常庞大，为保护电脑没有读取。请拆分文件，或用原来的软件另存一份。",
    "The file is too large, or unpacks to an abnormal size, and was left unread to protect this computer. "
    "Split it, or save a fresh copy from the program that made it.",
)
SHEET_TOO_LARGE = Bilingual(
    "有工作表的数据散布到极远的单元格，没有读取。请删除表格末尾多余的行列后另存。",
    "A sheet has data scattered to far-away cells and was not read. Delete the stray rows and columns and save again.",
)
RECOVERED = Bilingual(
    "文件内部有损坏，只读出了能读的部分。请用原来的软件打开、核对并另存。",
    "The file is damaged inside; only what could be read was read. Check it in its own program and save it again.",
)
ROWS_LEFT_OUT = Bilingual(
    "行数超过上限，超出的行没有读取。请按年度拆分文件。",
    "The file has more rows than are read; the rest was left out. Split it by year.",
)
ARCHIVE_FORMAT = Bilingual(
    "不支持这种压缩包（cab 等）。请解压后放入文件夹，或改用 zip。",
    "This kind of archive (cab and the like) is not read. Unpack it into the folder, or use zip.",
)
RAR_NEEDS_PROGRAM = Bilingual(
    "电脑上没有能解压 rar 的程序（unrar、unar 或 bsdtar）。请安装其中之一，或解压后放入文件夹。",
    "No program that unpacks rar was found (unrar, unar or bsdtar). Install one, or unpack it into the folder.",
)
ARCHIVE_ITSELF = Bilingual(
    "压缩包本身没有正文，其中的文件另行列出。如果没有列出，请解压后放入文件夹。",
    "An archive has no text of its own; its files are listed by themselves. If not, unpack it into the folder.",
)
ONLY_FILES = Bilingual(
    "文件本身没有文字，其中的附件另行列出。",
    "The file has no text of its own; the files inside it are listed by themselves.",
)
TOO_DEEP = Bilingual(
    "压缩包里的压缩包层数过多，没有读取。请解压后放入文件夹。",
    "Archives inside archives go too deep and were not read. Unpack them into the folder.",
)
OLD_OFFICE = Bilingual(
    "读取这种旧格式需要 LibreOffice，电脑上没有找到。请安装（libreoffice.org；Debian、Ubuntu：apt install libreoffice）"
    "后重新扫描，或用 WPS 或 Office 打开，另存为 docx、xlsx、pptx 或 PDF。",
    "This old format is read through LibreOffice, which was not found. Install it (libreoffice.org; Debian and Ubuntu: "
    "apt install libreoffice) and scan again, or open it in WPS or Office and save it as docx, xlsx, pptx or PDF.",
)
OFFICE_FAILED = Bilingual(
    "LibreOffice 也打不开这种旧格式。请用 WPS 或 Office 打开，另存为 docx、xlsx、pptx 或 PDF。",
    "LibreOffice can't open this old format either. Open it in WPS or Office and save it as docx, xlsx, pptx or PDF.",
)
OFFICE_SLOW = Bilingual(
    "LibreOffice 在限定时间内没有转换完，文件没有读取。请用 WPS 或 Office 打开，另存为 docx、xlsx、pptx 或 PDF。",
    "LibreOffice did not convert the file in time, so it was not read. Open it in WPS or Office and save it as docx, "
    "xlsx, pptx or PDF.",
)
UNSUPPORTED = Bilingual(
    "不支持这种文件格式。请另存为 PDF、Word 或 Excel 文件。",
    "This file format is not read. Save it as PDF, Word or Excel.",
)
MEDIA = Bilingual(
    "音频或视频文件没有可读的文字。请另附文字说明或截图记录。",
    "Audio and video hold no readable text. Add a written record beside it.",
)
EMBEDDED_PART = Bilingual(
    "文档里嵌入的子文件没有读取。请把它另存为单独的文件。",
    "A file embedded in the document was not read. Save it as a file of its own.",
)


def more_too_deep(count: int) -> Bilingual:
    """Return that further archives inside archives were not read and are not named one by one."""
    return Bilingual(
        f"另有 {count} 个层数过多的压缩包没有读取，不再逐一列出。请解压后放入文件夹。",
        f"{count} more archives inside archives go too deep, were not read and are not named one by one. Unpack them "
        "into the folder.",
    )


def archive_needs(install: str) -> Bilingual:
    """Return that an archive was not opened, and the line that installs what opens it."""
    return Bilingual(
        f"读取这种压缩包需要另装组件，请运行：{install} ；或解压后放入文件夹，或改用 zip。",
        f"This kind of archive needs an add-on: run {install} ; or unpack it into the folder, or use zip.",
    )


def needs_ocr(install: str) -> Bilingual:
    """Return that a scan was not read, and the line that installs what reads it."""
    return Bilingual(
        f"这是扫描件或图片，没有可读的文字层。请安装文字识别后重新扫描材料：{install} ；"
        "或提供 Word、Excel 或可搜索的 PDF 原件。",
        f"This is a scan or picture without a text layer. Install text recognition and scan again: {install} ; "
        "or add the Word or Excel original, or a searchable PDF.",
    )


def pictures_unread(count: int, install: str) -> Bilingual:
    """Return that the text in a document's pictures was not read, and the line that installs what reads it."""
    return Bilingual(
        f"文档中有 {count} 张较大的图片，图中的文字没有读取。请安装文字识别后重新扫描材料：{install} 。",
        f"{count} large pictures in the document were not read. Install text recognition and scan again: {install} .",
    )


def pictures_left_out(count: int) -> Bilingual:
    """Return that a document has more pictures than are read."""
    return Bilingual(
        f"图片过多，另有 {count} 张没有识别文字。请拆分文件。",
        f"Too many pictures: {count} more were not read. Split the file.",
    )


def picture_uncertain(worst: int) -> Bilingual:
    """Return that the text in a picture has to be compared with it."""
    return Bilingual(
        f"有图片的文字识别把握不大（最低 {worst}%），引用前请对照原件。",
        f"Text recognition was unsure of a picture (down to {worst} %): compare it with the original.",
    )


def ocr_uncertain(pages: list[int], worst: int) -> Bilingual:
    """Return which recognised pages have to be compared with their originals."""
    shown = _ranges(pages)
    return Bilingual(
        f"第 {shown} 页的文字识别把握不大（最低 {worst}%），引用前请对照原件。",
        f"Text recognition was unsure on page {shown} (down to {worst} %): compare it with the original.",
    )


def ocr_left_out(pages: list[int], read: int, total: int) -> Bilingual:
    """Return which scanned pages are beyond the limit of recognition."""
    return Bilingual(
        f"扫描页过多：共 {total} 页，已识别 {read} 页，第 {_ranges(pages)} 页没有识别。"
        "请拆分文件，或提供可搜索的 PDF。",
        f"Too many scanned pages: {read} of {total} were recognised, page {_ranges(pages)} were not. "
        "Split the file, or add a searchable PDF.",
    )


def ocr_broken(pages: list[int]) -> Bilingual:
    """Return which scanned pages the recognition failed on, most likely for want of memory."""
    return Bilingual(
        f"第 {_ranges(pages)} 页文字识别失败，可能是内存不足。请关闭其他程序后重试，或提供原件。",
        f"Text recognition failed on page {_ranges(pages)}, most likely for want of memory. "
        "Close other programs and try again, or add the original.",
    )


def ocr_unusable(error: str) -> Bilingual:
    """Return that text recognition is installed and does not start."""
    return Bilingual(
        f"文字识别组件已安装，但无法启动（{error}）。请重新安装，Windows 上请先安装 Microsoft Visual C++ 运行库。",
        f"Text recognition is installed and does not start ({error}). Install it again; on Windows install the "
        "Microsoft Visual C++ runtime first.",
    )


def unread_pages(pages: list[int], total: int, install: str | None) -> Bilingual:
    """Return which pages of a PDF are pictures and were not read, and the line that would help, if there is one."""
    shown = _ranges(pages)
    zh, en = (f"请安装文字识别后重新扫描材料：{install} ", f"Install text recognition: {install}") if install else (
        "请做文字识别（OCR）", "Run text recognition (OCR)",
    )  # fmt: skip
    return Bilingual(
        f"共 {total} 页，第 {shown} 页是扫描图像或无法识别的文字，没有读出。{zh}，或提供原件。",
        f"{len(pages)} of {total} pages (page {shown}) are scans or unreadable text and were not read. "
        f"{en}, or add the original.",
    )


def pages_left_out(read: int, total: int) -> Bilingual:
    """Return that only the first pages of a very long PDF were read."""
    return Bilingual(
        f"共 {total} 页，只读取了前 {read} 页。请拆分文件。",
        f"Only the first {read} of {total} pages were read. Split the file.",
    )


def _ranges(numbers: list[int]) -> str:
    """Return sorted numbers as "1-3, 7"; long lists are cut short."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    parts = [f"{a}" if a == b else f"{a}-{b}" for a, b in runs[:12]]
    return ", ".join(parts) + (", …" if len(runs) > 12 else "")
