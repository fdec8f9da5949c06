package httpapi

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/action"
	"huiyin/engine/calendar"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/runtime"
)

// ProcessView is where a record stands and what the person may do about it.
type ProcessView struct {
	Title       string       `json:"title"`
	State       string       `json:"state"`
	Status      *StatusView  `json:"status"`
	StatusSince time.Time    `json:"statusSince"`
	Owner       *Named       `json:"owner"`
	Resolution  string       `json:"resolution,omitempty"`
	Ending      string       `json:"ending,omitempty"` // the resolution in words
	Statuses    []StatusView `json:"statuses"`
	Tasks       []TaskView   `json:"tasks"`
	Moves       []MoveView   `json:"moves"`
	CanWithdraw bool         `json:"canWithdraw"`
	CanUrge     bool         `json:"canUrge"`
	SLAs        []SLAView    `json:"slas"`
	Branches    []BranchView `json:"branches"`
	Waits       []WaitView   `json:"waits"`
	Merge       *MergeView   `json:"merge"`  // nil where records do not go up in others
	Untold      []UntoldView `json:"untold"` // who has still to be told before it can be closed
	// CustomerTurn says that it waits for the customer, whose words take it on.
	CustomerTurn bool `json:"customerTurn"`
}

// TaskView is an open task.
type TaskView struct {
	ID        string             `json:"id"`
	Title     string             `json:"title"`
	Guide     string             `json:"guide,omitempty"`
	Node      string             `json:"node,omitempty"`
	Branch    int64              `json:"branch"` // parallel branch it stands in, 0 = none
	Mode      string             `json:"mode"`
	State     string             `json:"state"`
	People    []TaskPersonView   `json:"people"`
	Mine      bool               `json:"mine"`
	Claimable bool               `json:"claimable"`
	Due       *time.Time         `json:"due"`
	DueState  string             `json:"dueState"`
	Opened    time.Time          `json:"opened"`
	Fields    process.StepFields `json:"fields"`
	Buttons   []ButtonView       `json:"buttons"`
	AdHoc     *AdHocView         `json:"adHoc"`
}

// TaskPersonView is a participant of a task.
type TaskPersonView struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	State string `json:"state"`
	For   *Named `json:"for,omitempty"`

	Invited bool   `json:"invited,omitempty"` // has never signed in: nobody sees the task
	Why     string `json:"why,omitempty"`     // why it is this person, in words; nothing for the owner of the record as such
}

// ButtonView is a button of a task.
type ButtonView struct {
	Key        string   `json:"key"`
	Title      string   `json:"title"`
	Kind       string   `json:"kind"`
	Primary    bool     `json:"primary"`
	Danger     bool     `json:"danger"`
	Comment    string   `json:"comment"`
	Require    []string `json:"require"`
	Disabled   string   `json:"disabled"`
	DisabledBy string   `json:"disabledBy,omitempty"` // code of the problem that Disabled tells in words
	Confirm    string   `json:"confirm,omitempty"`
	Targets    []Titled `json:"targets,omitempty"`
	TransferTo bool     `json:"transferTo,omitempty"`
	Leads      []string `json:"leads"` // statuses it may lead to
}

// AdHocView is work beside the flow.
type AdHocView struct {
	Text    string            `json:"text,omitempty"`
	Form    *form.View        `json:"form"`
	Draft   *action.Draft     `json:"draft"`
	Contact []TrackValue      `json:"contact"` // how the customer is reached, as far as the person may know
	Reason  string            `json:"reason,omitempty"`
	Unsent  string            `json:"unsent,omitempty"` // why a letter would not leave when it is sent now, in words
	Promise string            `json:"promise,omitempty"`
	Also    []string          `json:"also"` // other promises that are kept with it, in words
	Buttons []AdHocButtonView `json:"buttons"`
}

// AdHocButtonView completes an ad-hoc task, after filling its form if it has one.
type AdHocButtonView struct {
	Key     string     `json:"key"`
	Title   string     `json:"title"`
	Outcome string     `json:"outcome"`
	Primary bool       `json:"primary"`
	Form    *form.View `json:"form"`
}

// MoveView is a button on the record itself.
type MoveView struct {
	Key      string     `json:"key"`
	Title    string     `json:"title"`
	Danger   bool       `json:"danger"`
	Comment  string     `json:"comment"`
	Require  []string   `json:"require"`
	Form     *form.View `json:"form"`
	Disabled string     `json:"disabled"`
	// DisabledBy is the code of the problem that Disabled tells in words.
	DisabledBy string   `json:"disabledBy,omitempty"`
	Confirm    string   `json:"confirm,omitempty"`
	Leads      []string `json:"leads"` // statuses it may lead to
}

// SLAView is a clock of the record.
type SLAView struct {
	Key      string          `json:"key"`
	Title    string          `json:"title"`
	Kind     string          `json:"kind"`
	State    string          `json:"state"`
	Due      *time.Time      `json:"due"`
	DueState string          `json:"dueState"`
	Ended    *time.Time      `json:"ended"` // when it was met, missed or given up; nil while it runs
	Percent  int             `json:"percent"`
	Explain  []calendar.Step `json:"explain"`
}

func (a *API) processView(c *fiber.Ctx, p place, r *engine.Record, offers engine.Offers, s *runtime.Sight) *ProcessView {
	proc, ok := p.app.Process(r.Proc.Process, r.Proc.Release)
	if !ok {
		return nil
	}
	v := &ProcessView{Title: p.app.TitleOf("process", proc.Key(), p.lang), State: r.Proc.State, Status: statusView(p.app, r.Proc, p.lang), StatusSince: r.Proc.StatusSince,
		Owner: a.named(c, r.People.Owner), Resolution: r.Proc.Resolution, Statuses: steps(proc, r.Proc, p.lang),
		Tasks: []TaskView{}, Moves: []MoveView{}, SLAs: []SLAView{}, Branches: branchViews(proc, r.Proc, p.lang), Waits: waitViews(proc, r, p.lang), CanWithdraw: offers.Withdraw, CanUrge: offers.Urge}
	if end, ok := proc.Ending(r.Proc.Resolution); ok && r.Proc.State == "ended" {
		v.Ending = end.Title.In(p.lang)
	}
	v.CustomerTurn = r.Proc.State == "running" && v.Status.Category == "waiting" && proc.Replies(*r.Proc, a.Now()).Press != ""
	members := a.members(c, p, r)
	v.Merge = a.mergeView(c, p, r, proc, offers, members, s)
	v.Untold = a.untoldOf(p, r, proc, members, s)
	for _, t := range offers.Tasks {
		v.Tasks = append(v.Tasks, a.taskView(c, p, r, proc, t, s))
	}
	for _, m := range offers.Moves {
		v.Moves = append(v.Moves, a.moveView(p, r, proc, m, s))
	}
	for _, clock := range r.Proc.SLAs {
		if clock.Idle {
			continue
		}
		sla, _ := proc.SLA(clock.Key)
		cal := p.app.Calendar(clock.Calendar)
		v.SLAs = append(v.SLAs, SLAView{Key: clock.Key, Title: sla.Title.In(p.lang), Kind: clock.Kind, State: clock.State, Due: clock.DueAt,
			DueState: a.dueState(clock.DueAt), Ended: clock.EndedAt, Percent: percent(clock, a.Now(), p), Explain: explained(clock, cal, proc, p.lang)})
	}
	return v
}

// explained is how a clock came to its due time; the status that paused it is named as people know it.
func explained(k process.Clock, c *calendar.Calendar, proc *process.Process, lang string) []calendar.Step {
	steps := k.Explain(c)
	for i := range steps {
		if s, ok := proc.Status(steps[i].Why); ok {
			steps[i].Why = s.Title.In(lang)
		}
	}
	return steps
}

func percent(c process.Clock, now time.Time, p place) int {
	if c.DueAt == nil || c.Target <= 0 {
		return 0
	}
	return int(100 * c.Used(p.app.Calendar(c.Calendar), now) / (time.Duration(c.Target) * time.Millisecond))
}

func (a *API) taskView(c *fiber.Ctx, p place, r *engine.Record, proc *process.Process, t engine.TaskOffer, s *runtime.Sight) TaskView {
	v := TaskView{ID: t.ID, Node: t.Node, Mode: t.Mode, State: t.State, Mine: t.Mine, Due: t.Due, DueState: a.dueState(t.Due), Branch: branchOf(r.Proc, t.Task),
		Opened: t.Opened, People: []TaskPersonView{}, Buttons: []ButtonView{}, Fields: t.Human.Fields, Guide: t.Human.Guide.In(p.lang)}
	claimed := false
	for _, person := range t.People {
		claimed = claimed || t.Mode == "claim" && person.State == "open"
		u, err := a.People.User(c.UserContext(), person.User)
		v.People = append(v.People, TaskPersonView{ID: person.User, Name: s.Name("user", person.User), State: person.State, For: a.named(c, person.For), Invited: err == nil && u.Invited(),
			Why: a.whyPerson(c, p, proc, person)})
	}
	v.Claimable = t.Mode == "claim" && t.Mine && !claimed
	if t.AdHoc != nil {
		v.Title = t.AdHoc.Title.In(p.lang)
		if t.Mine { // its text names the customer: only whoever has to act needs it
			v.AdHoc = a.adHocView(p, r, proc, *t.AdHoc, s)
		}
		return v
	}
	n, _ := proc.Node(t.Node)
	v.Title = n.Title.In(p.lang)
	for _, b := range t.Choices {
		v.Buttons = append(v.Buttons, buttonView(proc, t.Node, b, p.lang))
	}
	return v
}

func buttonView(proc *process.Process, node string, b process.Choice, lang string) ButtonView {
	v := ButtonView{Key: b.Key, Title: b.Title.In(lang), Kind: b.Kind, Primary: b.Primary, Danger: b.Danger, Comment: b.Comment,
		Require: b.Require, Disabled: why(b.Off, lang), DisabledBy: code(b.Off), Confirm: b.Confirm.In(lang), TransferTo: b.Kind == "transfer", Leads: proc.Leads(node, b)}
	if v.Require == nil {
		v.Require = []string{}
	}
	for _, key := range b.Targets {
		n, _ := proc.Node(key)
		v.Targets = append(v.Targets, Titled{Key: key, Title: n.Title.In(lang)})
	}
	return v
}

func why(off *problem.Problem, lang string) string {
	if off == nil {
		return ""
	}
	return problem.List{*off}.In(lang)[0].Message
}

func code(off *problem.Problem) string {
	if off == nil {
		return ""
	}
	return off.Code
}

// taskForm is a form that is filled for a task; nil when there is none.
func (a *API) taskForm(p place, key string, s *runtime.Sight) *form.View {
	f, ok := p.app.Form(key)
	if !ok || key == "" {
		return nil
	}
	v := f.View(a.viewOptions(p, s, form.ViewOptions{Create: true, Env: a.beginning(p)}))
	return &v
}

func (a *API) adHocView(p place, r *engine.Record, proc *process.Process, t action.Task, s *runtime.Sight) *AdHocView {
	v := &AdHocView{Text: t.Text, Form: a.taskForm(p, t.Form, s), Draft: t.Draft, Promise: t.Promise, Also: []string{}, Buttons: []AdHocButtonView{}, Contact: []TrackValue{}}
	if t.Promise != "" {
		for _, key := range proc.SettledWith(r.Loop, t.Promise) {
			promise, _ := proc.Promise(key)
			v.Also = append(v.Also, promise.Title.In(p.lang))
		}
		v.Contact, v.Reason = a.reach(p, r, s), untold(r, t.Promise, p.lang)
		if v.Reason != "" && t.Text != "" {
			v.Reason = problem.Sentence(p.lang, "loop.by_hand", map[string]any{"reason": v.Reason})
		}
	}
	if t.Draft != nil && a.Effects.Message.Mail == nil && !r.Sample {
		v.Unsent = problem.Sentence(p.lang, "loop.no_mail_server", nil)
	}
	for _, b := range t.Buttons {
		v.Buttons = append(v.Buttons, AdHocButtonView{Key: b.Key, Title: b.Title.In(p.lang), Outcome: b.Outcome, Primary: b.Primary,
			Form: a.taskForm(p, b.Form, s)})
	}
	return v
}

// reach lists the contact fields of a record and of the customers it names, as the person may read them.
func (a *API) reach(p place, r *engine.Record, s *runtime.Sight) []TrackValue {
	out := contactValues(p, p.form, r.Data, a.levels(p, r), s)
	for _, field := range p.app.Customers(p.form) {
		target := p.form.Relations()[field]
		id, _ := r.Data[field].(string)
		f, ok := p.app.Form(target)
		if id == "" || !ok {
			continue
		}
		found := s.Record(target, id)
		if found == nil {
			continue
		}
		for _, value := range contactValues(p, f, found.Data, runtime.Levels(p.app, f, p.who), s) {
			if !slices.ContainsFunc(out, func(have TrackValue) bool { return have.Text == value.Text }) {
				out = append(out, value)
			}
		}
	}
	return out
}

// contactValues are the name and the personal fields by which somebody can be reached.
func contactValues(p place, f *form.Form, data map[string]any, level func(string) access.Level, s *runtime.Sight) []TrackValue {
	out := []TrackValue{}
	spec := f.Spec().Contact
	if spec == nil {
		return out
	}
	for _, c := range f.Fields() {
		reaches := c.Key == spec.Name || c.Personal != nil && (c.Type == "phone" || c.Type == "email" || c.Type == "text")
		if v := data[c.Key]; reaches && v != nil && level(c.Key) > access.Masked {
			out = append(out, TrackValue{Title: c.Title.In(p.lang), Text: f.Text(c.Key, v, p.lang, s.Name)})
		}
	}
	return out
}

// untold says why a promise could not be kept by a message.
func untold(r *engine.Record, promise, lang string) string {
	for _, e := range r.Loop {
		if e.ID == promise && e.State == "failed" && e.Reason != "" {
			return problem.Sentence(lang, "loop.reason."+e.Reason, nil)
		}
	}
	return ""
}

func (a *API) moveView(p place, r *engine.Record, proc *process.Process, m process.MoveChoice, s *runtime.Sight) MoveView {
	v := MoveView{Key: m.Key, Title: m.Title.In(p.lang), Danger: m.Danger, Comment: m.Comment, Require: m.Require,
		Disabled: why(m.Off, p.lang), DisabledBy: code(m.Off), Confirm: m.Confirm.In(p.lang), Leads: proc.MoveLeads(m.Move)}
	if m.Public && !m.Owner && len(m.Roles) == 0 { // the customer's own words: whoever may press it all the same speaks for them
		v.Title = words(p.lang, "代客户：", "For the customer: ") + v.Title
	}
	if v.Require == nil {
		v.Require = []string{}
	}
	if asked := append(append([]string{}, m.Fields...), m.Require...); len(asked) > 0 {
		f := p.form.View(a.viewOptions(p, s, form.ViewOptions{Only: asked, Require: m.Require, Data: r.Data, Level: a.levels(p, r)}))
		v.Form = &f
	}
	return v
}
