//! A picture read back.

use roxmltree::{Document, Node};

/// The corners of a line.
pub(crate) type Path = Vec<(i64, i64)>;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Rect {
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) width: i64,
    pub(crate) height: i64,
}

/// What an SVG shows.
#[derive(Debug, Default)]
pub(crate) struct Picture {
    pub(crate) size: (i64, i64),
    pub(crate) tables: Vec<(String, Rect, usize)>,
    pub(crate) areas: Vec<(usize, Rect)>,
    /// Each line as its points, from one table to another.
    pub(crate) lines: Vec<(usize, usize, Path)>,
    /// All text.
    pub(crate) texts: Vec<String>,
}

fn number<T: std::str::FromStr>(node: Node<'_, '_>, name: &str) -> T {
    node.attribute(name)
        .and_then(|value| value.parse().ok())
        .unwrap()
}

fn class<'a>(node: Node<'a, '_>) -> Vec<&'a str> {
    node.attribute("class")
        .unwrap_or_default()
        .split(' ')
        .collect()
}

pub(crate) fn read(svg: &str) -> Picture {
    let document = Document::parse(svg).unwrap();
    let root = document.root_element();
    let mut picture = Picture {
        size: (number(root, "width"), number(root, "height")),
        ..Picture::default()
    };
    for node in document.descendants() {
        let rect = || {
            node.children()
                .find(|child| child.has_tag_name(("http://www.w3.org/2000/svg", "rect")))
                .unwrap()
        };
        let classes = class(node);
        if classes.contains(&"table") {
            let place = node.attribute("transform").unwrap();
            let place = place.trim_start_matches("translate(").trim_end_matches(')');
            let (x, y) = place.split_once(' ').unwrap();
            let place = Rect {
                x: x.parse().unwrap(),
                y: y.parse().unwrap(),
                width: number(rect(), "width"),
                height: number(rect(), "height"),
            };
            let tint = classes[1].trim_start_matches('a').parse().unwrap();
            picture
                .tables
                .push((node.attribute("data-name").unwrap().to_owned(), place, tint));
        } else if classes.contains(&"area") {
            let rect = rect();
            let place = Rect {
                x: number(rect, "x"),
                y: number(rect, "y"),
                width: number(rect, "width"),
                height: number(rect, "height"),
            };
            picture.areas.push((number(node, "data-area"), place));
        } else if node.attribute("data-from").is_some() {
            let path = node
                .children()
                .find(|child| class(*child) == ["line"])
                .unwrap();
            let points = points(path.attribute("d").unwrap());
            picture
                .lines
                .push((number(node, "data-from"), number(node, "data-to"), points));
        } else if node.is_text() {
            picture.texts.push(node.text().unwrap().to_owned());
        }
    }
    picture
}

/// The points of a path, and of its bends the corner.
fn points(path: &str) -> Vec<(i64, i64)> {
    let mut points = Vec::new();
    for part in path
        .split_inclusive(|c: char| c.is_ascii_alphabetic())
        .collect::<Vec<_>>()
        .windows(2)
    {
        let numbers = part[1].trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let numbers: Vec<i64> = numbers
            .split(' ')
            .map(|number| number.parse().unwrap())
            .collect();
        points.extend(numbers.chunks(2).map(|pair| (pair[0], pair[1])));
    }
    points
}

impl Rect {
    fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    fn holds(&self, other: &Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.x + other.width <= self.x + self.width
            && other.y + other.height <= self.y + self.height
    }
}

/// That nothing is on top of anything else, or outside of where it belongs.
pub(crate) fn is_tidy(picture: &Picture) {
    let whole = Rect {
        x: 0,
        y: 0,
        width: picture.size.0,
        height: picture.size.1,
    };
    for (at, (name, place, tint)) in picture.tables.iter().enumerate() {
        assert!(whole.holds(place), "{name} leaves the picture");
        for (other, taken, _) in &picture.tables[..at] {
            assert!(!place.overlaps(taken), "{name} is on {other}");
        }
        let mut own = picture.areas.iter().filter(|(area, _)| area % 8 == *tint);
        assert!(
            picture.areas.is_empty() || own.any(|(_, panel)| panel.holds(place)),
            "{name} leaves its area"
        );
    }
    for (at, (area, panel)) in picture.areas.iter().enumerate() {
        assert!(whole.holds(panel), "{area} leaves the picture");
        for (other, taken) in &picture.areas[..at] {
            assert!(!panel.overlaps(taken), "area {area} is on {other}");
        }
    }
    for (from, to, points) in &picture.lines {
        for step in points.windows(2) {
            let [(ax, ay), (bx, by)] = [step[0], step[1]];
            let line = Rect {
                x: ax.min(bx),
                y: ay.min(by),
                width: (ax - bx).abs().max(1),
                height: (ay - by).abs().max(1),
            };
            assert!(whole.holds(&line), "{from} to {to} leaves the picture");
            for (name, place, _) in &picture.tables {
                // Its ends are at the edges of boxes.
                let inside = Rect {
                    x: place.x + 1,
                    y: place.y + 1,
                    width: place.width - 2,
                    height: place.height - 2,
                };
                assert!(
                    !inside.overlaps(&line),
                    "{from} to {to} runs over {name}: {points:?}"
                );
            }
        }
        let touches = |table: usize, (x, y): (i64, i64)| {
            let place = picture.tables[table].1;
            let edge = x == place.x || x == place.x + place.width;
            assert!(
                edge && place.y <= y && y <= place.y + place.height,
                "{from} to {to} ends beside its table"
            );
        };
        touches(*from, points[0]);
        touches(*to, points[points.len() - 1]);
    }
}
