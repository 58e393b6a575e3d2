//! New ids and the clock: time-ordered ids from this device's clock and the browser's random numbers.

use model::{
    AccountId, AssessmentId, BatchId, CommentId, CompetitorId, Day, DealId, DepartmentId, FishboneId, KeyRoleId,
    LineId, Millis, MomentId, OpId, PainId, PersonId, StepId, TaskId,
};

/// Ten random bytes of the browser's cryptographic source.
fn random() -> [u8; 10] {
    let mut bytes = [0; 10];
    fill_random(&mut bytes);
    bytes
}

/// Fills `bytes` from the browser's cryptographic source; a browser without one falls back to its ordinary source, which
/// is enough to keep ids apart.
pub(crate) fn fill_random(bytes: &mut [u8]) {
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(bytes).is_ok());
    if !filled {
        bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
}

/// Unix time of this device; only a note, order and stamps are the server's.
pub fn now() -> Millis {
    Millis(js_sys::Date::now() as i64)
}

fn unix_millis() -> u64 {
    js_sys::Date::now() as u64
}

/// The calendar day of this device, in its time zone.
pub fn today() -> Day {
    day_of(now())
}

/// The calendar day of a moment, in the time zone of this device.
pub fn day_of(at: Millis) -> Day {
    let date = js_sys::Date::new(&(at.0 as f64).into());
    let month = u8::try_from(date.get_month() + 1).unwrap_or(1);
    let day = u8::try_from(date.get_date()).unwrap_or(1);
    Day::of(i32::try_from(date.get_full_year()).unwrap_or(1970), month, day).unwrap_or_default()
}

/// The last moment of a calendar day in the time zone of this device.
pub fn end_of(day: Day) -> Millis {
    let (year, month, day) = day.ymd().unwrap_or((1970, 1, 1));
    let year = u32::try_from(year).unwrap_or(1970);
    let (month, day) = (i32::from(month) - 1, i32::from(day));
    let end = js_sys::Date::new_with_year_month_day_hr_min_sec_milli(year, month, day, 23, 59, 59, 999);
    Millis(end.get_time() as i64)
}

macro_rules! new_ids {
    ($($(#[$doc:meta])* $name:ident -> $id:ident;)+) => {$(
        $(#[$doc])*
        pub fn $name() -> $id {
            $id::from_parts(unix_millis(), random())
        }
    )+};
}

new_ids! {
    /// A new account.
    new_account_id -> AccountId;
    /// A new department.
    new_department_id -> DepartmentId;
    /// A new person.
    new_person_id -> PersonId;
    /// A new competitor.
    new_competitor_id -> CompetitorId;
    /// A new deal.
    new_deal_id -> DealId;
    /// A new line.
    new_line_id -> LineId;
    /// A new assessment.
    new_assessment_id -> AssessmentId;
    /// A new finding of how far somebody admits the problem.
    new_pain_id -> PainId;
    /// A new fishbone.
    new_fishbone_id -> FishboneId;
    /// A new step of a decision chain.
    new_step_id -> StepId;
    /// A new task.
    new_task_id -> TaskId;
    /// A new named moment.
    new_moment_id -> MomentId;
    /// A new entry of the register of key roles.
    new_key_role_id -> KeyRoleId;
    /// A new comment.
    new_comment_id -> CommentId;
    /// A new import.
    new_batch_id -> BatchId;
    /// A new gesture.
    new_op_id -> OpId;
}
