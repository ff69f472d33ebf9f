//! Colours: of competitors, the same in all charts, and of what is around them, by the reader's scheme.

use plotters::style::RGBColor;

/// What is around the data. In the file they are those of a light scheme.
pub(crate) const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
pub(crate) const INK: RGBColor = RGBColor(0x1F, 0x23, 0x28);
pub(crate) const GRID: RGBColor = RGBColor(0xD0, 0xD7, 0xDE);

/// The same in a dark scheme: colours in the file, and what they become.
const DARK: [(&str, &str); 3] = [
    ("#FFFFFF", "#0D1117"),
    ("#1F2328", "#E6EDF3"),
    ("#D0D7DE", "#30363D"),
];

/// Of a competitor. They are told from both papers.
pub(crate) fn colour(peer: &str) -> RGBColor {
    let (_, colour) = PEERS
        .iter()
        .find(|(name, _)| *name == peer)
        .unwrap_or(&PEERS[0]);
    *colour
}

const PEERS: [(&str, RGBColor); 17] = [
    ("", RGBColor(0x7D, 0x85, 0x90)),
    ("mea", RGBColor(0xE5, 0x48, 0x4D)),
    ("mea mpmc", RGBColor(0xF0, 0x9A, 0x9D)),
    ("mea 0.6", RGBColor(0xA1, 0x6A, 0x3C)),
    ("async-channel", RGBColor(0x10, 0xA3, 0x7F)),
    ("async-lock", RGBColor(0x2D, 0xA4, 0x4E)),
    ("asyncband", RGBColor(0xC2, 0x8C, 0x00)),
    ("flume", RGBColor(0x7D, 0x85, 0x90)),
    ("futures", RGBColor(0x95, 0x5C, 0xF0)),
    ("kanal", RGBColor(0xF0, 0x7A, 0x1E)),
    ("latches", RGBColor(0x0A, 0x9A, 0xB8)),
    ("maitake", RGBColor(0x0A, 0xB0, 0xC8)),
    ("oneshot", RGBColor(0xD6, 0x4E, 0xC8)),
    ("thingbuf", RGBColor(0xE8, 0x5A, 0x9C)),
    ("tokio", RGBColor(0x2F, 0x81, 0xF7)),
    ("tokio-util", RGBColor(0x6C, 0xA8, 0xFA)),
    ("waitgroup", RGBColor(0x79, 0xB0, 0x1E)),
];

/// Has a drawing follow the scheme of the reader.
pub(crate) fn follow_scheme(svg: &str) -> String {
    let mut style = String::from("<style>@media (prefers-color-scheme: dark) {");
    for (light, dark) in DARK {
        style += &format!(r#" [fill="{light}"] {{ fill: {dark} }}"#);
        style += &format!(r#" [stroke="{light}"] {{ stroke: {dark} }}"#);
    }
    style += " }</style>\n";
    // After the first tag.
    let tag = svg
        .find("<svg")
        .and_then(|at| Some(at + svg[at..].find('>')? + 1));
    let at = tag.unwrap_or(svg.len());
    format!("{}\n{style}{}", &svg[..at], svg[at..].trim_start())
}
