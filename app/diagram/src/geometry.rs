//! Points, rectangles and the view: plain geometry shared by all diagrams.

/// A point in diagram units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// A point.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// This point, moved.
    #[must_use]
    pub fn moved(self, dx: f64, dy: f64) -> Self {
        Self::new(self.x + dx, self.y + dy)
    }

    /// The point half way to `other`.
    #[must_use]
    pub fn middle(self, other: Self) -> Self {
        Self::new(f64::midpoint(self.x, other.x), f64::midpoint(self.y, other.y))
    }

    /// Distance to `other`.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// An upright rectangle in diagram units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width, not negative.
    pub width: f64,
    /// Height, not negative.
    pub height: f64,
}

impl Rect {
    /// A rectangle.
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    /// The rectangle between two opposite corners, in whatever order they come.
    pub fn between(a: Point, b: Point) -> Self {
        Self::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())
    }

    /// Right edge.
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// Bottom edge.
    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// The middle.
    pub fn centre(self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// This rectangle, `by` larger on every side.
    #[must_use]
    pub fn inflated(self, by: f64) -> Self {
        Self::new(self.x - by, self.y - by, self.width + 2.0 * by, self.height + 2.0 * by)
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self::new(x, y, self.right().max(other.right()) - x, self.bottom().max(other.bottom()) - y)
    }

    /// Whether the two share an area.
    pub fn intersects(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether `other` lies within.
    pub fn holds(self, other: Self) -> bool {
        self.x <= other.x && self.y <= other.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }

    /// The smallest rectangle around all; `None` around nothing.
    pub fn around(rects: impl IntoIterator<Item = Self>) -> Option<Self> {
        rects.into_iter().reduce(Self::union)
    }
}

/// Smallest scale of a view: a map of 5,000 people still fits.
pub const SCALE_MIN: f64 = 0.05;
/// Largest scale of a view: a card fills a phone.
pub const SCALE_MAX: f64 = 3.0;

/// What part of the diagram is on the screen: `screen = diagram * scale + (x, y)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Screen position of the diagram's origin.
    pub x: f64,
    /// Screen position of the diagram's origin.
    pub y: f64,
    /// Screen pixels per diagram unit.
    pub scale: f64,
}

impl Default for View {
    fn default() -> Self {
        Self { x: 0.0, y: 0.0, scale: 1.0 }
    }
}

impl View {
    /// The diagram point at a screen point.
    pub fn to_diagram(self, screen: Point) -> Point {
        Point::new((screen.x - self.x) / self.scale, (screen.y - self.y) / self.scale)
    }

    /// The screen point of a diagram point.
    pub fn to_screen(self, point: Point) -> Point {
        Point::new(point.x * self.scale + self.x, point.y * self.scale + self.y)
    }

    /// This view, moved by screen pixels.
    #[must_use]
    pub fn panned(self, dx: f64, dy: f64) -> Self {
        Self { x: self.x + dx, y: self.y + dy, ..self }
    }

    /// This view, scaled by `factor`; what is at the screen point stays there.
    #[must_use]
    pub fn zoomed(self, screen: Point, factor: f64) -> Self {
        let scale = (self.scale * factor).clamp(SCALE_MIN, SCALE_MAX);
        let fixed = self.to_diagram(screen);
        Self { x: screen.x - fixed.x * scale, y: screen.y - fixed.y * scale, scale }
    }

    /// The view that shows `bounds` whole and centred in a frame of the screen, never larger than life.
    pub fn fitting(bounds: Rect, frame: Rect) -> Self {
        let wanted = (frame.width / bounds.width.max(1.0)).min(frame.height / bounds.height.max(1.0));
        let scale = wanted.clamp(SCALE_MIN, 1.0);
        let (centre, middle) = (bounds.centre(), frame.centre());
        Self { x: middle.x - centre.x * scale, y: middle.y - centre.y * scale, scale }
    }

    /// The part of the diagram a screen of this size shows.
    pub fn visible(self, width: f64, height: f64) -> Rect {
        Rect::between(self.to_diagram(Point::default()), self.to_diagram(Point::new(width, height)))
    }

    /// This view, moved as little as needed to bring `target` into the frame.
    #[must_use]
    pub fn revealing(self, target: Rect, frame: Rect) -> Self {
        let shift = |low: f64, high: f64, from: f64, to: f64| {
            if low < from {
                from - low
            } else if high > to {
                (to - high).max(from - low)
            } else {
                0.0
            }
        };
        let (a, b) = (
            self.to_screen(Point::new(target.x, target.y)),
            self.to_screen(Point::new(target.right(), target.bottom())),
        );
        self.panned(shift(a.x, b.x, frame.x, frame.right()), shift(a.y, b.y, frame.y, frame.bottom()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let view = View { x: 30.0, y: -20.0, scale: 0.8 };
        let pointer = Point::new(400.0, 300.0);
        let before = view.to_diagram(pointer);
        let after = view.zoomed(pointer, 1.7).to_diagram(pointer);
        assert!(before.distance(after) < 1e-9);
    }

    #[test]
    fn zooming_stops_at_both_ends() {
        let view = View::default();
        assert_eq!(view.zoomed(Point::default(), 1e9).scale, SCALE_MAX);
        assert_eq!(view.zoomed(Point::default(), 1e-9).scale, SCALE_MIN);
    }

    #[test]
    fn a_fitted_view_shows_everything_and_never_enlarges() {
        let bounds = Rect::new(-4_000.0, 100.0, 9_000.0, 700.0);
        let frame = Rect::new(60.0, 20.0, 1_000.0, 700.0);
        let view = View::fitting(bounds, frame);
        let corner = view.to_screen(Point::new(bounds.x, bounds.y));
        let opposite = view.to_screen(Point::new(bounds.right(), bounds.bottom()));
        assert!(corner.x >= frame.x - 1e-6 && opposite.x <= frame.right() + 1e-6);
        assert!(corner.y >= frame.y - 1e-6 && opposite.y <= frame.bottom() + 1e-6);
        assert_eq!(View::fitting(Rect::new(0.0, 0.0, 10.0, 10.0), frame).scale, 1.0);
    }

    #[test]
    fn revealing_moves_only_what_is_hidden() {
        let frame = Rect::new(0.0, 0.0, 500.0, 400.0);
        let view = View::default();
        assert_eq!(view.revealing(Rect::new(10.0, 10.0, 100.0, 50.0), frame), view);
        assert_eq!(view.revealing(Rect::new(600.0, 10.0, 100.0, 50.0), frame).x, -200.0);
        assert_eq!(view.revealing(Rect::new(10.0, -60.0, 100.0, 50.0), frame).y, 60.0);
    }
}
