// SPDX-License-Identifier: Apache-2.0

/// The report as one page to explore: no network, no other file, works from a disk and from a build's artifacts.
///
/// Headline, verdict, secrets, fixes and layers are plain HTML, so they are there without JavaScript and on paper. The
/// script adds the map of the tree, the tables and the view of single layers, from data packed in the page. Its
/// Content-Security-Policy allows that script and that style by their digests, and nothing else.
public enum HTMLReport {
    public static func bytes(of report: Report) -> [UInt8] {
        let rows = report.images.reduce(0) { $0 + ($1.files?.rows.count ?? 0) }
        var page = HTMLText(reserving: 200_000 + rows * 50)
        let title = report.images.count == 1 ? report.images[0].title : "\(report.images.count) images"
        page.add(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '\(PageScript.digest)'; \
            style-src '\(PageStyle.digest)'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>
            """)
        page.text(title + ": dunnage")
        page.add("</title>\n<style>\(PageStyle.text)</style>\n</head>\n<body>\n")
        page.add("<a class=\"skip\" href=\"#content\">Skip to the report</a>\n<header class=\"top\"><b>dunnage</b> ")
        page.add("<span>what is aboard and no cargo</span>")
        page.add("<button type=\"button\" id=\"theme\" hidden>Light or dark</button></header>\n<main id=\"content\">\n")
        if report.images.count > 1 { addList(of: report.images, to: &page) }
        if report.images.isEmpty { page.add("<h1>No image was found</h1>\n") }
        for (number, image) in report.images.enumerated() {
            HTMLImage(image: image, number: number).write(to: &page)
        }
        addWarnings(report.warnings, to: &page)
        page.add("</main>\n<div id=\"announcer\" class=\"hushed\" aria-live=\"polite\"></div>\n<footer>")
        page.text("\(report.tool.name) \(report.tool.version)")
        for archive in report.archives.prefix(20) {
            page.add(" · ")
            page.text(archive.source == "-" ? "standard input" : archive.source)
        }
        page.add(" · one file, nothing is loaded, nothing is sent</footer>\n")
        page.add("<script>\(PageScript.text)</script>\n</body>\n</html>\n")
        return page.bytes
    }

    private static func addList(of images: [ImageReport], to page: inout HTMLText) {
        page.add("<nav aria-label=\"Images\"><ul class=\"images\">")
        for (number, image) in images.enumerated() {
            page.add("<li>\(image.verdict.status.rawValue.uppercased()) <a href=\"#image-\(number)\">")
            page.text(image.title)
            page.add("</a></li>")
        }
        page.add("</ul></nav>\n")
    }

    private static func addWarnings(_ warnings: [Warning], to page: inout HTMLText) {
        guard !warnings.isEmpty else { return }
        page.add("<h2>Warnings</h2>\n<ul>")
        for warning in warnings.prefix(200) {
            page.add("<li>")
            if let place = warning.where {
                page.element("code", "", place)
                page.add(" ")
            }
            page.text(warning.message)
            page.add("</li>\n")
        }
        if warnings.count > 200 { page.add("<li>and \(warnings.count - 200) more</li>") }
        page.add("</ul>\n")
    }
}
