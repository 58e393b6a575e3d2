//! Why a change is refused: a closed set, each with a sentence in both languages that says what to do.

use crate::{
    AccountId, Action, CommentId, CompetitorId, DepartmentId, EntityKey, FishboneId, KeyRoleId, LineId, Locale,
    MomentId, OpId, PersonId, StepId, TaskId, UserId, json::Objects, merge::Field, power_map::PainLevel,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A text a person can enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextField {
    /// Name of the workspace.
    WorkspaceName,
    /// Name of a member.
    MemberName,
    /// Name of a competitor.
    CompetitorName,
    /// Name of an account.
    AccountName,
    /// Industry of an account.
    Industry,
    /// Region of an account.
    Region,
    /// Name of a department.
    DepartmentName,
    /// Post of a person.
    PersonTitle,
    /// Name of a person.
    PersonName,
    /// Contact of a person.
    Contact,
    /// Name of a deal.
    DealName,
    /// A note.
    Note,
    /// Evidence of an assessment.
    Evidence,
    /// Goal of a fishbone.
    Goal,
    /// What a mark means.
    MarkLabel,
    /// Reason of a stated relation.
    Reason,
    /// Name of a step.
    StepName,
    /// What we do at a step.
    StepAction,
    /// What is to be done.
    TaskText,
    /// A comment.
    Comment,
    /// How the influence of a key role works.
    Influence,
    /// How we know of a key role.
    Source,
    /// Why an entry is kept.
    Purpose,
    /// Name of a moment.
    MomentName,
    /// Name of a file people came in from.
    FileName,
}

/// Why an op was refused. A reason that can not be read, because newer code gave it, is read as [`Refusal::Unknown`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(remote = "Self", rename_all = "snake_case")]
#[error("{}", self.sentence(Locale::En))]
pub enum Refusal {
    /// The author's roles do not allow it.
    NotAllowed {
        /// What he wanted to do.
        action: Action,
    },
    /// The author may not read the stream, or it does not exist: the two are not told apart.
    NoAccess,
    /// No such member, or he has left.
    UnknownMember {
        /// Who.
        user: UserId,
    },
    /// No such person, or archived.
    UnknownPerson {
        /// Who.
        person: PersonId,
    },
    /// No such department.
    UnknownDepartment {
        /// Which.
        department: DepartmentId,
    },
    /// No such competitor, or not linked to this deal.
    UnknownCompetitor {
        /// Which.
        competitor: CompetitorId,
    },
    /// No such account.
    UnknownAccount {
        /// Which.
        account: AccountId,
    },
    /// No such deal.
    UnknownDeal,
    /// No such line.
    UnknownLine {
        /// Which.
        line: LineId,
    },
    /// No such assessment.
    UnknownAssessment,
    /// The account has not been created.
    NotCreated,
    /// The id is taken, or the member is already in.
    AlreadyExists,
    /// The person has a card on this map, perhaps archived.
    AlreadyOnMap {
        /// Who.
        person: PersonId,
    },
    /// The card was taken off the map.
    NodeArchived {
        /// Whose.
        person: PersonId,
    },
    /// The line was removed.
    LineArchived {
        /// Which.
        line: LineId,
    },
    /// A text that must not be empty is.
    EmptyText {
        /// Which.
        field: TextField,
    },
    /// A text is too long.
    TextTooLong {
        /// Which.
        field: TextField,
        /// Its length in characters.
        length: u64,
        /// The limit.
        max: u64,
    },
    /// A text has control characters, or marks that change the direction of writing.
    HiddenCharacters {
        /// Which.
        field: TextField,
    },
    /// Initials are one or two letters or digits, and the same as the member's.
    InitialsInvalid,
    /// No such colour.
    ColourOutOfRange {
        /// Colours go from 1 to this.
        max: u8,
    },
    /// A strength outside -3..+3.
    StrengthOutOfRange {
        /// The value.
        value: i32,
    },
    /// A weight outside 1..3, or on a line that has none.
    WeightOutOfRange,
    /// A place outside the diagram.
    CoordinateOutOfRange,
    /// A negative or absurd amount.
    AmountOutOfRange,
    /// The pain ladder is climbed one rung at a time (T-23).
    PainLevelSkipped {
        /// Where he stood.
        from: PainLevel,
        /// Where he was said to stand next.
        to: PainLevel,
    },
    /// A rung of the pain ladder needs evidence (T-23).
    PainEvidenceRequired {
        /// Which.
        level: PainLevel,
    },
    /// A strength of 2 or 3 in either direction needs evidence.
    EvidenceRequired {
        /// The value.
        value: i32,
    },
    /// Observed later than tomorrow.
    ObservedInFuture,
    /// Observed before 1990.
    ObservedTooEarly,
    /// A line from a person to himself.
    LineToOneself,
    /// Reporting would run in a circle.
    ReportsCycle {
        /// Who would report.
        person: PersonId,
        /// To whom.
        superior: PersonId,
    },
    /// The person already reports to somebody.
    AlreadyReports {
        /// Who.
        person: PersonId,
        /// To whom.
        superior: PersonId,
    },
    /// The same line is there already.
    DuplicateLine,
    /// Departments would contain each other.
    DepartmentCycle,
    /// Only its author may take it back.
    NotYours,
    /// The workspace needs an admin.
    LastAdmin,
    /// The deal needs an AR.
    LastAr,
    /// A guarded field was changed by somebody else meanwhile.
    Stale {
        /// Of what.
        entity: EntityKey,
        /// Which field.
        field: Field,
        /// By whom.
        by: UserId,
    },
    /// A change in a stream it does not belong to, or an op across two deals.
    WrongStream,
    /// No such fishbone.
    UnknownFishbone {
        /// Which.
        fishbone: FishboneId,
    },
    /// The fishbone was put away.
    FishboneArchived {
        /// Which.
        fishbone: FishboneId,
    },
    /// The department has no bone on this fishbone.
    UnknownBone {
        /// Whose.
        department: DepartmentId,
    },
    /// The bone was taken off.
    BoneArchived {
        /// Whose.
        department: DepartmentId,
    },
    /// The person or department is on this fishbone, perhaps taken off.
    AlreadyOnFishbone,
    /// The person is not on this fishbone.
    NotOnFishbone {
        /// Who.
        person: PersonId,
    },
    /// "Not assessed" can not be stated.
    NothingStated,
    /// No such step.
    UnknownStep {
        /// Which.
        step: StepId,
    },
    /// The step was taken out.
    StepArchived {
        /// Which.
        step: StepId,
    },
    /// The person does not take part in the step.
    NotInStep {
        /// Who.
        person: PersonId,
    },
    /// A day that no plan reaches.
    DayOutOfRange,
    /// No such task.
    UnknownTask {
        /// Which.
        task: TaskId,
    },
    /// The task was taken off the list.
    TaskArchived {
        /// Which.
        task: TaskId,
    },
    /// An open task was made from the same thing.
    AlreadyPlanned,
    /// No such comment, or it was taken back.
    UnknownComment {
        /// Which.
        comment: CommentId,
    },
    /// Only its author changes a comment.
    NotYourComment,
    /// What was to be commented on is not there.
    NothingThere,
    /// No such entry of the register of key roles.
    UnknownKeyRole {
        /// Which.
        key_role: KeyRoleId,
    },
    /// The entry was taken off the register.
    KeyRoleArchived {
        /// Which.
        key_role: KeyRoleId,
    },
    /// No such named moment.
    UnknownMoment {
        /// Which.
        moment: MomentId,
    },
    /// No such import.
    UnknownImport,
    /// The import was taken back.
    ImportTakenBack,
    /// A hidden role is kept until a day.
    KeepUntilNeeded,
    /// An op without a change.
    NothingToDo,
    /// Too many changes in one op.
    TooManyChanges {
        /// How many.
        count: u64,
        /// The limit.
        max: u64,
    },
    /// The op has more bytes than a frame may have.
    TooLarge {
        /// How many.
        bytes: u64,
        /// The limit.
        max: u64,
    },
    /// Too many entities in one deal or account.
    TooManyEntities {
        /// The limit.
        max: u64,
    },
    /// An earlier op of the same author, which this one builds on, was refused.
    DependsOn {
        /// Which.
        op: OpId,
    },
    /// The server can not write at the moment: its disk is full.
    StorageFull,
    /// Written by a newer or unknown client.
    Unreadable,
    /// A reason this client does not know yet.
    Unknown,
}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Refusal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let mut json = serde_json::Deserializer::from_str(raw.get());
        Ok(Self::deserialize(Objects(&mut json)).unwrap_or(Self::Unknown))
    }
}

impl TextField {
    const fn name(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::WorkspaceName, Locale::Zh) => "工作区名称",
            (Self::WorkspaceName, Locale::En) => "The workspace name",
            (Self::MemberName, Locale::Zh) => "成员姓名",
            (Self::MemberName, Locale::En) => "The member's name",
            (Self::CompetitorName, Locale::Zh) => "竞争对手名称",
            (Self::CompetitorName, Locale::En) => "The competitor's name",
            (Self::AccountName, Locale::Zh) => "客户名称",
            (Self::AccountName, Locale::En) => "The account name",
            (Self::Industry, Locale::Zh) => "行业",
            (Self::Industry, Locale::En) => "The industry",
            (Self::Region, Locale::Zh) => "区域",
            (Self::Region, Locale::En) => "The region",
            (Self::DepartmentName, Locale::Zh) => "部门名称",
            (Self::DepartmentName, Locale::En) => "The department name",
            (Self::PersonTitle, Locale::Zh) => "职务",
            (Self::PersonTitle, Locale::En) => "The job title",
            (Self::PersonName, Locale::Zh) => "姓名",
            (Self::PersonName, Locale::En) => "The name",
            (Self::Contact, Locale::Zh) => "联系方式",
            (Self::Contact, Locale::En) => "The contact",
            (Self::DealName, Locale::Zh) => "项目名称",
            (Self::DealName, Locale::En) => "The deal name",
            (Self::Note, Locale::Zh) => "备注",
            (Self::Note, Locale::En) => "The note",
            (Self::Evidence, Locale::Zh) => "依据",
            (Self::Evidence, Locale::En) => "The evidence",
            (Self::Goal, Locale::Zh) => "目标",
            (Self::Goal, Locale::En) => "The goal",
            (Self::MarkLabel, Locale::Zh) => "标记名称",
            (Self::MarkLabel, Locale::En) => "The name of the mark",
            (Self::Reason, Locale::Zh) => "理由",
            (Self::Reason, Locale::En) => "The reason",
            (Self::StepName, Locale::Zh) => "步骤名称",
            (Self::StepName, Locale::En) => "The step's name",
            (Self::StepAction, Locale::Zh) => "我方动作",
            (Self::StepAction, Locale::En) => "Our action",
            (Self::TaskText, Locale::Zh) => "任务内容",
            (Self::TaskText, Locale::En) => "The task",
            (Self::Comment, Locale::Zh) => "评论",
            (Self::Comment, Locale::En) => "The comment",
            (Self::Influence, Locale::Zh) => "影响方式",
            (Self::Influence, Locale::En) => "How the influence works",
            (Self::Source, Locale::Zh) => "信息来源",
            (Self::Source, Locale::En) => "The source",
            (Self::Purpose, Locale::Zh) => "登记目的",
            (Self::Purpose, Locale::En) => "The purpose",
            (Self::MomentName, Locale::Zh) => "快照名称",
            (Self::MomentName, Locale::En) => "The name of the snapshot",
            (Self::FileName, Locale::Zh) => "文件名",
            (Self::FileName, Locale::En) => "The name of the file",
        }
    }
}

impl Action {
    const fn who_may(self, locale: Locale) -> &'static str {
        match (self, locale) {
            (Self::ManageMembers, Locale::Zh) => "只有管理员可以管理成员。请联系管理员。",
            (Self::ManageMembers, Locale::En) => "Only an admin manages members. Ask an admin.",
            (Self::ManageCompetitors, Locale::Zh) => "只有管理员可以维护竞争对手。请联系管理员。",
            (Self::ManageCompetitors, Locale::En) => "Only an admin manages competitors. Ask an admin.",
            (Self::CreateAccount, Locale::Zh) => "访客不能新建客户。请联系管理员调整角色。",
            (Self::CreateAccount, Locale::En) => "Guests do not create accounts. Ask an admin for another role.",
            (Self::CreateDeal, Locale::Zh) => "访客不能新建项目。请联系管理员调整角色。",
            (Self::CreateDeal, Locale::En) => "Guests do not create deals. Ask an admin for another role.",
            (Self::EditAccount, Locale::Zh) => "只有客户负责人和项目铁三角（AR、SR、FR）可以修改客户信息。",
            (Self::EditAccount, Locale::En) => "Only the account owner and a deal's AR, SR and FR change the account.",
            (Self::HandOverAccount, Locale::Zh) => "只有客户负责人本人或管理员可以移交客户。请联系他们。",
            (Self::HandOverAccount, Locale::En) => "Only its owner or an admin hands an account over. Ask one of them.",
            (Self::EditDeal, Locale::Zh) => "只有本项目的 AR 可以修改项目信息。",
            (Self::EditDeal, Locale::En) => "Only this deal's AR changes its facts.",
            (Self::EditMap, Locale::Zh) => "只有本项目铁三角（AR、SR、FR）可以修改权力地图、鱼骨图和决策链。",
            (Self::EditMap, Locale::En) => "Only this deal's AR, SR and FR change its map, fishbones and chain.",
            (Self::EditTasks, Locale::Zh) => "任务由本项目铁三角（AR、SR、FR）安排；您可以更新自己负责的任务。",
            (Self::EditTasks, Locale::En) => {
                "The deal's AR, SR and FR plan its tasks; you can update those that are yours."
            }
            (Self::Comment, Locale::Zh) => "观察员不能评论。请联系项目的 AR 调整角色。",
            (Self::Comment, Locale::En) => "Observers do not comment. Ask the deal's AR for another role.",
            (Self::NameCore, Locale::Zh) => "只有本项目的 AR 可以指定核心组的知情人。请联系 AR。",
            (Self::NameCore, Locale::En) => "Only this deal's AR names people to its core group. Ask the AR.",
            (Self::EditCore, Locale::Zh) => "只有本项目铁三角（AR、SR、FR）可以登记关键决策人和隐形角色。",
            (Self::EditCore, Locale::En) => {
                "Only this deal's AR, SR and FR register key decision makers and hidden roles."
            }
            (Self::Appoint, Locale::Zh) => "项目成员由 Sponsor 或销售主管任命。请联系他们。",
            (Self::Appoint, Locale::En) => "The sponsor or the sales manager appoints the team. Ask one of them.",
            (Self::ReadDeal, Locale::Zh) => "您不在这个项目组里。请联系项目的 AR。",
            (Self::ReadDeal, Locale::En) => "You are not in this deal's team. Ask its AR.",
            (Self::ReadAccount, Locale::Zh) => "您没有参与这个客户的项目。请联系客户负责人。",
            (Self::ReadAccount, Locale::En) => "You are in no deal of this account. Ask its owner.",
        }
    }
}

impl Refusal {
    /// What happened and what to do, for people.
    pub fn sentence(&self, locale: Locale) -> String {
        match locale {
            Locale::Zh => self.zh(),
            Locale::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        let zh = Locale::Zh;
        match self {
            Self::NotAllowed { action } => action.who_may(zh).to_owned(),
            Self::NoAccess => "您没有权限，或内容已不存在。请联系项目的 AR。".to_owned(),
            Self::UnknownMember { .. } => "找不到这位成员，可能已离开。请重新选择。".to_owned(),
            Self::UnknownPerson { .. } => "找不到这位客户干系人，可能已归档。请先恢复，或重新选择。".to_owned(),
            Self::UnknownDepartment { .. } => "找不到这个部门。请重新选择。".to_owned(),
            Self::UnknownCompetitor { .. } => "这个竞争对手不存在，或尚未关联到本项目。请先关联。".to_owned(),
            Self::UnknownAccount { .. } => "找不到这个客户。请重新选择。".to_owned(),
            Self::UnknownDeal => "这个项目还没有建立。请先新建项目。".to_owned(),
            Self::UnknownLine { .. } => "找不到这条连线。请刷新后重试。".to_owned(),
            Self::UnknownAssessment => "找不到这条评估。请刷新后重试。".to_owned(),
            Self::NotCreated => "这个客户还没有建立。请先新建客户。".to_owned(),
            Self::AlreadyExists => "已经存在，无须重复添加。".to_owned(),
            Self::AlreadyOnMap { .. } => "这位干系人已在地图上，或已归档。请恢复原卡片，不要重复添加。".to_owned(),
            Self::NodeArchived { .. } => "这张卡片已被移出地图。请先恢复卡片再修改。".to_owned(),
            Self::LineArchived { .. } => "这条连线已被删除。请先恢复连线再修改。".to_owned(),
            Self::EmptyText { field } => format!("{}不能为空。请填写。", field.name(zh)),
            Self::TextTooLong { field, length, max } => {
                format!("{}有 {length} 个字，最多 {max} 个。请缩短后重试。", field.name(zh))
            }
            Self::HiddenCharacters { field } => {
                format!("{}含有不可见的控制字符。请删除后重新输入。", field.name(zh))
            }
            Self::InitialsInvalid => "缩写须为一到两个字母或数字，并与成员资料一致。请修改。".to_owned(),
            Self::ColourOutOfRange { max } => format!("颜色编号须在 1 到 {max} 之间。请重新选择。"),
            Self::StrengthOutOfRange { value } => {
                format!("关系强度只能是 -3 到 +3 或未知，不能是 {value}。请重新选择。")
            }
            Self::WeightOutOfRange => "只有影响线有强弱，取值 1 到 3。请重新选择。".to_owned(),
            Self::CoordinateOutOfRange => "位置超出画布。请移近一些。".to_owned(),
            Self::AmountOutOfRange => "金额须为不小于零的合理数值。请修改。".to_owned(),
            Self::PainLevelSkipped { from, to } => format!(
                "痛点层次须逐层推进：不能从第 {} 层（{}）直接到第 {} 层（{}）。请先记录中间的层次。",
                from.number(),
                from.name(zh),
                to.number(),
                to.name(zh)
            ),
            Self::PainEvidenceRequired { level } => {
                format!("请写明依据：看到或听到了什么，说明对方已到“{}”这一层。", level.name(zh))
            }
            Self::EvidenceRequired { value } => {
                format!("关系强度 {value:+} 需要写明依据：见到或听到了什么。请补充。")
            }
            Self::ObservedInFuture => "观察日期不能晚于明天。请修改日期。".to_owned(),
            Self::ObservedTooEarly => "观察日期早于 1990 年，请检查是否输错。".to_owned(),
            Self::LineToOneself => "不能与自己连线。请选择另一个人。".to_owned(),
            Self::ReportsCycle { .. } => "这样会形成循环汇报。请先改动上级关系。".to_owned(),
            Self::AlreadyReports { .. } => "此人已有上级，每人只有一个汇报上级。请先删除原来的汇报线。".to_owned(),
            Self::DuplicateLine => "两人之间已有同样的连线。无须重复添加。".to_owned(),
            Self::DepartmentCycle => "部门不能隶属于自己或下级部门。请重新选择。".to_owned(),
            Self::NotYours => "只有作者本人可以撤回评估。您可以新增一条评估。".to_owned(),
            Self::LastAdmin => "工作区至少要有一名管理员。请先任命另一名管理员。".to_owned(),
            Self::LastAr => "项目至少要有一名 AR。请先任命另一名 AR。".to_owned(),
            Self::Stale { .. } => "您编辑期间，同事已修改了这一项。请查看新值后再决定。".to_owned(),
            Self::WrongStream => "这次修改跨越了不同的项目或客户。请分开操作。".to_owned(),
            Self::UnknownFishbone { .. } => "找不到这张鱼骨图。请刷新后重试。".to_owned(),
            Self::FishboneArchived { .. } => "这张鱼骨图已归档。请先恢复再修改。".to_owned(),
            Self::UnknownBone { .. } => "这个部门还没有鱼骨。请先添加。".to_owned(),
            Self::BoneArchived { .. } => "这根鱼骨已被同事移除。请先恢复鱼骨，或选择另一根。".to_owned(),
            Self::AlreadyOnFishbone => "已在这张鱼骨图上，或已被移除。请恢复原来的，不要重复添加。".to_owned(),
            Self::NotOnFishbone { .. } => "此人不在这张鱼骨图上。请先添加，或恢复后再修改。".to_owned(),
            Self::NothingStated => "“未评估”不能手工认定。请选择其他状态，或改回按评估判断。".to_owned(),
            Self::UnknownStep { .. } => "找不到这个步骤。请刷新后重试。".to_owned(),
            Self::StepArchived { .. } => "这个步骤已被移除。请先恢复再修改。".to_owned(),
            Self::NotInStep { .. } => "此人没有参与这个步骤。请先添加。".to_owned(),
            Self::DayOutOfRange => "日期须在 1990 年到 2169 年之间。请检查是否输错。".to_owned(),
            Self::UnknownTask { .. } => "找不到这项任务。请刷新后重试。".to_owned(),
            Self::TaskArchived { .. } => "这项任务已删除。请先恢复再修改。".to_owned(),
            Self::AlreadyPlanned => "已有一项未完成的任务来自同一处，无须重复建立。".to_owned(),
            Self::UnknownComment { .. } => "找不到这条评论，可能已被作者撤回。请刷新后重试。".to_owned(),
            Self::NotYourComment => "只有作者本人可以修改或撤回评论。您可以回复它。".to_owned(),
            Self::NothingThere => "要评论的内容已不存在。请重新选择。".to_owned(),
            Self::UnknownKeyRole { .. } => "找不到这条登记。请刷新后重试。".to_owned(),
            Self::KeyRoleArchived { .. } => "这条登记已移除。请先恢复再修改。".to_owned(),
            Self::UnknownMoment { .. } => "找不到这个快照。请刷新后重试。".to_owned(),
            Self::UnknownImport => "找不到这次导入。请刷新后重试。".to_owned(),
            Self::ImportTakenBack => "这次导入已撤回。如仍需要，请重新导入。".to_owned(),
            Self::KeepUntilNeeded => "隐形角色须写明保留到哪一天。请填写保留期限。".to_owned(),
            Self::NothingToDo => "没有需要保存的修改。".to_owned(),
            Self::TooManyChanges { count, max } => {
                format!("一次修改了 {count} 项，最多 {max} 项。请分批操作。")
            }
            Self::TooLarge { bytes, max } => {
                format!("这次修改有 {bytes} 字节，最多 {max} 字节。请拆分或缩短后重试。")
            }
            Self::TooManyEntities { max } => {
                format!("数量已达上限 {max}（含已归档的）。请恢复并改用已归档的内容，或拆分项目。")
            }
            Self::DependsOn { .. } => "它依赖的前一步修改被拒绝。请先处理前一步。".to_owned(),
            Self::StorageFull => {
                "服务器磁盘空间不足，暂时无法保存。修改保留在本机；请通知管理员，稍后重试。".to_owned()
            }
            Self::Unreadable => "服务器读不懂这次修改，版本可能不一致。请刷新页面后重试。".to_owned(),
            Self::Unknown => "服务器拒绝了这次修改，原因需要新版本才能显示。请刷新页面。".to_owned(),
        }
    }

    fn en(&self) -> String {
        let en = Locale::En;
        match self {
            Self::NotAllowed { action } => action.who_may(en).to_owned(),
            Self::NoAccess => "You have no access, or it is gone. Ask the deal's AR.".to_owned(),
            Self::UnknownMember { .. } => "There is no such member, or he has left. Choose another one.".to_owned(),
            Self::UnknownPerson { .. } => {
                "There is no such person, or the person is archived. Restore first, or choose another one.".to_owned()
            }
            Self::UnknownDepartment { .. } => "There is no such department. Choose another one.".to_owned(),
            Self::UnknownCompetitor { .. } => {
                "There is no such competitor, or it is not linked to this deal. Link it first.".to_owned()
            }
            Self::UnknownAccount { .. } => "There is no such account. Choose another one.".to_owned(),
            Self::UnknownDeal => "This deal does not exist yet. Create it first.".to_owned(),
            Self::UnknownLine { .. } => "There is no such line. Reload and try again.".to_owned(),
            Self::UnknownAssessment => "There is no such assessment. Reload and try again.".to_owned(),
            Self::NotCreated => "This account does not exist yet. Create it first.".to_owned(),
            Self::AlreadyExists => "It exists already; there is no need to add it again.".to_owned(),
            Self::AlreadyOnMap { .. } => {
                "This person has a card on the map, perhaps an archived one. Restore that card instead.".to_owned()
            }
            Self::NodeArchived { .. } => "This card was taken off the map. Restore it before you change it.".to_owned(),
            Self::LineArchived { .. } => "This line was removed. Restore it before you change it.".to_owned(),
            Self::EmptyText { field } => format!("{} must not be empty. Enter a text.", field.name(en)),
            Self::TextTooLong { field, length, max } => {
                format!("{} has {length} characters, {max} at most. Shorten it and try again.", field.name(en))
            }
            Self::HiddenCharacters { field } => {
                format!("{} has invisible control characters. Remove them and enter it again.", field.name(en))
            }
            Self::InitialsInvalid => {
                "Initials are one or two letters or digits, the same as in the member's profile. Change them.".to_owned()
            }
            Self::ColourOutOfRange { max } => format!("Colours go from 1 to {max}. Choose another one."),
            Self::StrengthOutOfRange { value } => {
                format!("Relationship strength goes from -3 to +3 or is unknown; {value} is neither. Choose another one.")
            }
            Self::WeightOutOfRange => "Only influence lines have a weight, from 1 to 3. Choose another one.".to_owned(),
            Self::CoordinateOutOfRange => "This place is outside the diagram. Move closer.".to_owned(),
            Self::AmountOutOfRange => "An amount is zero or a sensible positive number. Change it.".to_owned(),
            Self::PainLevelSkipped { from, to } => format!(
                "The pain ladder is climbed one level at a time: not from level {} ({}) straight to {} ({}). Enter the level between first.",
                from.number(),
                from.name(Locale::En),
                to.number(),
                to.name(Locale::En)
            ),
            Self::PainEvidenceRequired { level } => {
                format!("Enter the evidence: what was seen or heard that shows \"{}\".", level.name(Locale::En))
            }
            Self::EvidenceRequired { value } => {
                format!("A strength of {value:+} needs evidence: what was seen or heard. Add it.")
            }
            Self::ObservedInFuture => "The day of observation is later than tomorrow. Change it.".to_owned(),
            Self::ObservedTooEarly => "The day of observation is before 1990. Check it.".to_owned(),
            Self::LineToOneself => "A line needs two people. Choose somebody else.".to_owned(),
            Self::ReportsCycle { .. } => "Reporting would run in a circle. Change the superior's line first.".to_owned(),
            Self::AlreadyReports { .. } => {
                "This person already reports to somebody, and has one superior only. Remove that line first.".to_owned()
            }
            Self::DuplicateLine => "The same line is there already; there is no need to add it again.".to_owned(),
            Self::DepartmentCycle => "A department can not belong to itself or to one below it. Choose another one.".to_owned(),
            Self::NotYours => "Only its author takes an assessment back. You can add a new one.".to_owned(),
            Self::LastAdmin => "A workspace needs an admin. Make somebody else an admin first.".to_owned(),
            Self::LastAr => "A deal needs an AR. Appoint another AR first.".to_owned(),
            Self::Stale { .. } => {
                "A colleague changed this while you were editing. Look at the new value, then decide.".to_owned()
            }
            Self::WrongStream => "This change reaches across deals or accounts. Make it in separate steps.".to_owned(),
            Self::UnknownFishbone { .. } => "There is no such fishbone. Reload and try again.".to_owned(),
            Self::FishboneArchived { .. } => "This fishbone was put away. Restore it before you change it.".to_owned(),
            Self::UnknownBone { .. } => "This department has no bone here. Add one first.".to_owned(),
            Self::BoneArchived { .. } => {
                "A colleague took this bone off. Restore the bone first, or choose another one.".to_owned()
            }
            Self::AlreadyOnFishbone => {
                "It is on this fishbone already, or was taken off. Restore it instead of adding it again.".to_owned()
            }
            Self::NotOnFishbone { .. } => "This person is not on the fishbone. Add or restore the person first.".to_owned(),
            Self::NothingStated => {
                "\"Not assessed\" can not be stated. Choose another state, or go by the assessments again.".to_owned()
            }
            Self::UnknownStep { .. } => "There is no such step. Reload and try again.".to_owned(),
            Self::StepArchived { .. } => "This step was taken out. Restore it before you change it.".to_owned(),
            Self::NotInStep { .. } => "This person does not take part in the step. Add the person first.".to_owned(),
            Self::DayOutOfRange => "The day has to lie between 1990 and 2169. Check it.".to_owned(),
            Self::UnknownTask { .. } => "There is no such task. Reload and try again.".to_owned(),
            Self::TaskArchived { .. } => "This task was deleted. Restore it before you change it.".to_owned(),
            Self::AlreadyPlanned => "An open task was made from the same thing; there is no need for another.".to_owned(),
            Self::UnknownComment { .. } => {
                "There is no such comment; its author may have taken it back. Reload and try again.".to_owned()
            }
            Self::NotYourComment => "Only its author changes a comment. You can answer it.".to_owned(),
            Self::NothingThere => "What you want to comment on is gone. Choose something else.".to_owned(),
            Self::UnknownKeyRole { .. } => "There is no such entry. Reload and try again.".to_owned(),
            Self::KeyRoleArchived { .. } => "This entry was taken off. Restore it before you change it.".to_owned(),
            Self::UnknownMoment { .. } => "There is no such snapshot. Reload and try again.".to_owned(),
            Self::UnknownImport => "There is no such import. Reload and try again.".to_owned(),
            Self::ImportTakenBack => "This import was taken back. Import the file again if you want it.".to_owned(),
            Self::KeepUntilNeeded => "A hidden role says until when it is kept. Enter a day.".to_owned(),
            Self::NothingToDo => "There is nothing to save.".to_owned(),
            Self::TooManyChanges { count, max } => {
                format!("This step has {count} changes, {max} at most. Do it in smaller steps.")
            }
            Self::TooLarge { bytes, max } => {
                format!("This step has {bytes} bytes, {max} at most. Split or shorten it and try again.")
            }
            Self::TooManyEntities { max } => {
                format!("The limit of {max} is reached, archived entries included. Reuse those, or split the work.")
            },
            Self::DependsOn { .. } => "An earlier step it builds on was refused. Settle that one first.".to_owned(),
            Self::StorageFull => {
                "The server's disk is full, so nothing can be saved now. Your edit stays on this device; tell the admin and try again later.".to_owned()
            }
            Self::Unreadable => "The server can not read this step; the versions may differ. Reload and try again.".to_owned(),
            Self::Unknown => "The server refused this step for a reason only a newer version can show. Reload.".to_owned(),
        }
    }
}
