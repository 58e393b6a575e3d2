//! What a turn of the wheel means. A mouse wheel zooms at the pointer; two fingers on a touch pad pan, and zoom when they pinch, which
//! browsers send as a wheel with Ctrl. Browsers do not say which of the two it was: a wheel turns in large steps straight up or
//! down, fingers begin with small ones. What the first event of a movement was, the rest of it is too, since a quick swipe grows large.

/// Without an event for so long, in milliseconds, a new movement begins.
const PAUSE: f64 = 180.0;
/// One step of a wheel is at least so many pixels in every browser; a swipe begins with less.
const NOTCH: f64 = 40.0;
/// A free-running wheel sends steps of any size; more at once is no use to anybody.
const AT_ONCE: f64 = 240.0;

/// A movement of the wheel so far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Turn {
    /// Time of its last event, in milliseconds.
    pub at: f64,
    /// It is a wheel and zooms; else it pans.
    pub zooms: bool,
}

/// What an event is part of. `lines` says that the browser counts in lines, which it does only for wheels.
pub(super) fn turn(before: Option<Turn>, at: f64, dx: f64, dy: f64, lines: bool) -> Turn {
    let upright = dx == 0.0;
    let zooms = match before {
        Some(before) if at - before.at < PAUSE => before.zooms && upright,
        _ => upright && (lines || dy.abs() >= NOTCH),
    };
    Turn { at, zooms }
}

/// How far a turn of a wheel zooms.
pub(super) fn factor(dy: f64) -> f64 {
    (-dy.clamp(-AT_ONCE, AT_ONCE) * 0.002).exp()
}

#[cfg(test)]
mod tests {
    use super::{factor, turn};

    /// Whether each event of a series zooms: time, dx, dy.
    fn zooms(events: &[(f64, f64, f64)]) -> Vec<bool> {
        let mut before = None;
        let mut one = |(at, dx, dy): &(f64, f64, f64)| {
            let now = turn(before, *at, *dx, *dy, false);
            before = Some(now);
            now.zooms
        };
        events.iter().map(&mut one).collect()
    }

    #[test]
    fn a_wheel_zooms_and_goes_on_zooming() {
        assert_eq!(zooms(&[(0.0, 0.0, 100.0), (60.0, 0.0, 100.0), (900.0, 0.0, -53.0)]), [true; 3]);
    }

    #[test]
    fn two_fingers_pan_also_when_the_swipe_becomes_quick() {
        assert_eq!(zooms(&[(0.0, 0.0, 3.0), (16.0, 0.0, 60.0), (32.0, 0.0, 140.0), (48.0, 5.0, 90.0)]), [false; 4]);
    }

    #[test]
    fn sideways_pans() {
        assert_eq!(zooms(&[(0.0, 120.0, 0.0), (500.0, 0.0, 100.0), (540.0, 30.0, 100.0)]), [false, true, false]);
    }

    #[test]
    fn who_counts_in_lines_has_a_wheel() {
        assert!(turn(None, 0.0, 0.0, 16.0, true).zooms);
        assert!(!turn(None, 0.0, 0.0, 16.0, false).zooms);
    }

    #[test]
    fn a_turn_and_its_return_leave_the_scale_as_it_was() {
        assert!((factor(100.0) * factor(-100.0) - 1.0).abs() < 1e-12);
        assert!(factor(-100.0) > 1.0);
        assert_eq!(factor(1e300), factor(240.0));
    }
}
