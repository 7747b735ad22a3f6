//! Where everything of the picture stands: columns from sender to recipient, bands as wide as they
//! carry fields. Whole numbers only and no search, so that the same data give the same picture.

use serde::Serialize;

use super::graph::{Edge, Graph, Node};

/// Width of the picture.
pub(super) const WIDTH: i32 = 1160;
/// Left edge and width of the columns service, message and category.
const COLUMNS: [(i32, i32); 3] = [(176, 130), (390, 230), (704, 240)];
/// Width of the bars of the parties.
const PARTY: i32 = 116;
/// Height of a band for each field.
const UNIT: i32 = 6;
/// Least space between two nodes.
const GAP: i32 = 10;
const LINE: i32 = 17;
const PADDING: i32 = 8;
/// Width of a letter, about.
const LETTER: i32 = 7;

/// A band between two boxes.
#[derive(Debug, Serialize)]
pub(super) struct Path {
    d: String,
    personal: bool,
    from: String,
    to: String,
    fields: usize,
}

/// A picture of one direction.
#[derive(Debug, Serialize)]
pub(super) struct Drawing<'a> {
    height: i32,
    /// Left edges of the bars of sender and recipient, and their width.
    sender_x: i32,
    recipient_x: i32,
    party: i32,
    /// Middles of the columns service, message and category.
    heads: [i32; 3],
    nodes: Vec<Node<'a>>,
    paths: Vec<Path>,
    /// Heads of arrows, at the services and at the recipient.
    arrows: Vec<String>,
}

/// Places all boxes and bands.
pub(super) fn draw(mut graph: Graph<'_>, mirrored: bool) -> Drawing<'_> {
    for (column, nodes) in graph.columns.iter_mut().enumerate() {
        for node in nodes.iter_mut() {
            (node.x, node.width) = COLUMNS[column];
            let lines = wrapped(node.label, (node.width - 2 * PADDING) / LETTER);
            let text = (size(lines.len()) + 1) * LINE + PADDING;
            node.height = text.max(band(node));
            node.lines = lines.into_iter().map(|line| (line, 0)).collect();
        }
    }
    let height = graph.columns.iter().map(|nodes| stacked(nodes)).max().unwrap_or(0);
    spread(&mut graph.columns[0], height);
    spread(&mut graph.columns[1], height);
    order_categories(&mut graph);
    spread(&mut graph.columns[2], height);
    let mut paths = bands(&graph);
    paths.extend(party_bands(&graph));
    let paths = paths.into_iter().map(|band| band.path(mirrored)).collect();
    let arrows = arrows(&graph, mirrored);
    let mut nodes: Vec<Node<'_>> = graph.columns.into_iter().flatten().collect();
    for node in &mut nodes {
        if mirrored {
            node.x = flip(node.x + node.width, mirrored);
        }
        let text = (size(node.lines.len()) + 1) * LINE;
        let first = node.y + (node.height - text) / 2 + LINE - 4;
        for (line, (_, y)) in node.lines.iter_mut().enumerate() {
            *y = first + size(line) * LINE;
        }
        node.count_y = first + size(node.lines.len()) * LINE;
    }
    let (sender_x, recipient_x) = if mirrored { (WIDTH - PARTY, 0) } else { (0, WIDTH - PARTY) };
    let heads = COLUMNS.map(|(x, width)| flip(x + width / 2, mirrored));
    Drawing { height, sender_x, recipient_x, party: PARTY, heads, nodes, paths, arrows }
}

/// Height of all bands of a node.
fn band(node: &Node<'_>) -> i32 {
    size(node.fields) * UNIT
}

/// Where a place is when the data travel from right to left.
fn flip(x: i32, mirrored: bool) -> i32 {
    if mirrored { WIDTH - x } else { x }
}

fn size(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 64)
}

/// Height of a column with the least gaps.
fn stacked(nodes: &[Node<'_>]) -> i32 {
    let boxes: i32 = nodes.iter().map(|node| node.height).sum();
    boxes + GAP * (size(nodes.len()) - 1).max(0)
}

/// Sets the boxes of a column apart, evenly over the whole height.
fn spread(nodes: &mut [Node<'_>], height: i32) {
    let free = height - stacked(nodes) + GAP * (size(nodes.len()) - 1).max(0);
    let parts = size(nodes.len()).max(1);
    let mut y = 0;
    for (index, node) in nodes.iter_mut().enumerate() {
        let index = size(index);
        node.y = y + free * (2 * index + 1) / (2 * parts);
        y += node.height;
    }
}

/// Puts every category near the messages that carry it, so that few bands cross.
fn order_categories(graph: &mut Graph<'_>) {
    let place = |to: usize| {
        let own = graph.edges.iter().filter(|edge| edge.column == 1 && edge.to == to);
        let (sum, count) = own.fold((0, 0), |(sum, count), edge| {
            let from = &graph.columns[1][edge.from];
            let fields = size(edge.fields);
            (sum + (from.y + from.height / 2) * fields, count + fields)
        });
        sum / count.max(1)
    };
    let mut order: Vec<usize> = (0..graph.columns[2].len()).collect();
    order.sort_by_key(|to| (place(*to), graph.columns[2][*to].label));
    let mut rank = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        rank[*old] = new;
    }
    for edge in graph.edges.iter_mut().filter(|edge| edge.column == 1) {
        edge.to = rank[edge.to];
    }
    let mut nodes: Vec<Option<Node<'_>>> = graph.columns[2].drain(..).map(Some).collect();
    graph.columns[2] = order.into_iter().filter_map(|old| nodes[old].take()).collect();
}

/// A band before it is drawn.
struct Band {
    start: (i32, i32),
    end: (i32, i32),
    width: i32,
    personal: bool,
    from: String,
    to: String,
    fields: usize,
}

impl Band {
    fn path(self, mirrored: bool) -> Path {
        let ((x1, y1), (x2, y2)) = (self.start, self.end);
        let (x1, x2) = (flip(x1, mirrored), flip(x2, mirrored));
        let (middle, width) = ((x1 + x2) / 2, self.width);
        let (b1, b2) = (y1 + width, y2 + width);
        let d = format!(
            "M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}V{b2}C{middle} {b2} {middle} {b1} {x1} {b1}Z"
        );
        Path { d, personal: self.personal, from: self.from, to: self.to, fields: self.fields }
    }
}

/// The bands between the columns. On either side they are stacked in the order of the other side.
fn bands(graph: &Graph<'_>) -> Vec<Band> {
    let mut edges: Vec<&Edge> = graph.edges.iter().collect();
    edges.sort_by_key(|edge| (edge.column, edge.from, edge.to, edge.personal));
    let mut left = vec![vec![0; graph.edges.len()]; 3];
    let mut out = Vec::new();
    for edge in &edges {
        let from = &graph.columns[edge.column][edge.from];
        let to = &graph.columns[edge.column + 1][edge.to];
        let width = size(edge.fields) * UNIT;
        let before: usize = edges
            .iter()
            .filter(|other| other.column == edge.column && other.to == edge.to)
            .take_while(|other| !std::ptr::eq(**other, *edge))
            .map(|other| other.fields)
            .sum();
        let used = &mut left[edge.column][edge.from];
        let start = from.y + (from.height - band(from)) / 2 + *used;
        *used += width;
        let end = to.y + (to.height - band(to)) / 2 + size(before) * UNIT;
        out.push(Band {
            start: (from.x + from.width, start),
            end: (to.x, end),
            width,
            personal: edge.personal,
            from: from.label.to_owned(),
            to: to.label.to_owned(),
            fields: edge.fields,
        });
    }
    out
}

/// The bands from the sender to the services and from the categories to the recipient; personal and
/// other data run side by side here as well.
fn party_bands(graph: &Graph<'_>) -> Vec<Band> {
    let split = |node: &Node<'_>, start: i32, end: i32| {
        let y = node.y + (node.height - band(node)) / 2;
        let parts = [
            (true, node.personal, y),
            (false, node.fields - node.personal, y + size(node.personal) * UNIT),
        ];
        let band = |(personal, fields, y): (bool, usize, i32)| Band {
            start: (start, y),
            end: (end, y),
            width: size(fields) * UNIT,
            personal,
            from: String::new(),
            to: node.label.to_owned(),
            fields,
        };
        parts.into_iter().filter(|(_, fields, _)| *fields > 0).map(band).collect::<Vec<_>>()
    };
    let services = graph.columns[0].iter().flat_map(|node| split(node, PARTY, node.x));
    let categories =
        graph.columns[2].iter().flat_map(|node| split(node, node.x + node.width, WIDTH - PARTY));
    services.chain(categories).collect()
}

/// The heads of arrows at the ends of those bands, all of one size.
fn arrows(graph: &Graph<'_>, mirrored: bool) -> Vec<String> {
    let arrow = |x: i32, node: &Node<'_>| {
        let y = node.y + node.height / 2;
        let (tip, back) = (flip(x, mirrored), flip(x - 11, mirrored));
        format!("M{back} {}L{tip} {y}L{back} {}Z", y - 7, y + 7)
    };
    let services = graph.columns[0].iter().map(|node| arrow(node.x, node));
    let categories = graph.columns[2].iter().map(|node| arrow(WIDTH - PARTY, node));
    services.chain(categories).collect()
}

/// Cuts a label into lines of at most so many letters, at blanks; a longer word stays whole.
fn wrapped(label: &str, most: i32) -> Vec<String> {
    let wide = |text: &str| text.chars().map(|c| if c > '\u{2e80}' { 2 } else { 1 }).sum::<i32>();
    let mut lines: Vec<String> = Vec::new();
    for word in label.split_whitespace() {
        match lines.last_mut() {
            Some(line) if wide(line) + 1 + wide(word) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph() -> Graph<'static> {
        let mut graph = Graph { columns: [Vec::new(), Vec::new(), Vec::new()], edges: Vec::new() };
        let mut node = |column: usize, label: &'static str, fields: usize| {
            let mut node = Node::new(label, label, String::new());
            node.fields = fields;
            graph.columns[column].push(node);
        };
        node(0, "service", 30);
        node(1, "first", 10);
        node(1, "second", 20);
        node(2, "of the second", 20);
        node(2, "of the first", 10);
        for (column, from, to, fields) in
            [(0, 0, 0, 10), (0, 0, 1, 20), (1, 1, 0, 20), (1, 0, 1, 10)]
        {
            graph.edges.push(Edge { column, from, to, fields, personal: false });
        }
        graph
    }

    #[test]
    fn boxes_of_a_column_do_not_touch_and_stay_inside() {
        for mirrored in [false, true] {
            let drawing = draw(graph(), mirrored);
            for (index, a) in drawing.nodes.iter().enumerate() {
                assert!(a.y >= 0 && a.y + a.height <= drawing.height, "{a:?}");
                assert!(a.x >= PARTY && a.x + a.width <= WIDTH - PARTY, "{a:?}");
                for b in drawing.nodes[index + 1..].iter().filter(|b| b.x == a.x) {
                    assert!(a.y + a.height <= b.y || b.y + b.height <= a.y, "{a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn categories_stand_in_the_order_of_their_messages() {
        let drawing = draw(graph(), false);
        let labels: Vec<&str> = drawing.nodes.iter().map(|node| node.label).collect();
        assert_eq!(labels, ["service", "first", "second", "of the first", "of the second"]);
        let crossing = drawing.paths.iter().find(|p| p.from == "second").expect("a band");
        assert_eq!(crossing.to, "of the second");
    }

    #[test]
    fn parties_send_and_receive_personal_and_other_data_side_by_side() {
        let mut graph = graph();
        graph.columns[0][0].personal = 12;
        graph.columns[2][0].personal = 20;
        let drawing = draw(graph, false);
        let outer = drawing.paths.iter().filter(|path| path.from.is_empty());
        let found: Vec<_> = outer.map(|p| (p.to.as_str(), p.personal, p.fields)).collect();
        let expected = [
            ("service", true, 12),
            ("service", false, 18),
            ("of the first", false, 10),
            ("of the second", true, 20),
        ];
        assert_eq!(found, expected);
        assert_eq!(drawing.arrows.len(), 3);
    }

    #[test]
    fn labels_are_cut_at_blanks() {
        assert_eq!(wrapped("a long label of words", 10), ["a long", "label of", "words"]);
        assert_eq!(wrapped("unbreakable", 3), ["unbreakable"]);
        assert_eq!(wrapped("日本 語", 5), ["日本", "語"]);
    }
}
