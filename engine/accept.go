package engine

import (
	"sort"
	"strings"

	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/process"
)

// accept runs the form over a patch and puts the result into the working record.
func (d *decision) accept(in form.Input) bool {
	if !in.Create {
		in.Old = d.rec.Data
	}
	in.Ask, in.Now, in.Zone, in.RecordID = d.ask, d.now(), d.app.zone, d.rec.ID
	if d.channel == "api" {
		in.Means = d.means
	}
	in.Env, in.Related, in.Customer = d.system(), d.lookupForm, d.rec.Channel == "public"
	got, problems := d.form.Accept(in)
	if d.fail(problems) {
		return false
	}
	d.rec.Data, d.rec.Links, d.concealed = got.Data, got.Links, got.Hidden
	if !in.System {
		d.ignored = append(d.ignored, got.Ignored...)
	}
	d.rec.Keys = append(kept(d.rec.Keys), got.Keys...)
	d.stale = true
	d.rec.Describe(d.form.Spec())
	return true
}

// lookupForm is lookup as the form engine asks it.
func (d *decision) lookupForm(formKey, id string) (map[string]any, bool) {
	m := d.lookup(formKey, id)
	return m, m != nil
}

// kept returns the unique keys that do not come from fields.
func kept(keys []string) []string {
	var out []string
	for _, k := range keys {
		if strings.HasPrefix(k, "idem:") || strings.HasPrefix(k, "fired:") || strings.HasPrefix(k, form.DoorKey) {
			out = append(out, k)
		}
	}
	return out
}

// levels says what the person may do with each field: the role is the ceiling, an open task raises read to write
// on its step's fields, never hidden or masked. Who may not update the record writes the step's fields only. entered
// says that the values are not changed by somebody who has seen them: the record is new, or another system sends it.
func (d *decision) levels(s Submission, entered bool) func(string) access.Level {
	if s.Public || s.System {
		return nil // the public whitelist decides, or nothing limits
	}
	step := d.stepFields("")
	return func(field string) access.Level { return d.level(field, step, entered) }
}

// actLevels are the levels of a press: the fields of the pressed task's step, or those a move asks for.
func (d *decision) actLevels(s Submission) func(string) access.Level {
	step := d.stepFields(s.Command.Task)
	if s.Command.Kind == "move" {
		if p, ok := d.app.Process(d.rec.Proc.Process, d.rec.Proc.Release); ok {
			for _, m := range p.Spec().Moves {
				if m.Key == s.Command.Button {
					step = raise(step, m.Fields, m.Require)
				}
			}
		}
	}
	return func(field string) access.Level { return d.level(field, step, false) }
}

func (d *decision) level(field string, step map[string]string, entered bool) access.Level {
	f, ok := d.form.Field(field)
	if !ok {
		return access.Hidden
	}
	level := FieldLevel(d.app.policy, d.who, d.form.Key(), field, f.Personal != nil,
		Stand{Step: step[field], Entered: entered, Ended: !d.rec.Open()})
	if level == access.Write && d.old != nil && step[field] != "edit" && !d.mayUpdate() {
		return access.Read
	}
	return level
}

// mayUpdate reports whether a role lets the person change the record as it was before this decision.
func (d *decision) mayUpdate() bool {
	ask := func(r *Record) bool {
		return d.app.policy.Allow(access.Question{Who: d.who, Action: "update", Form: d.form.Key(), Record: r.Subject()}).Allowed
	}
	if d.old == nil {
		return ask(d.rec)
	}
	if d.update == nil {
		may := ask(d.old)
		d.update = &may
	}
	return *d.update
}

// Stand is how a record and a person's task on it bear on a field.
type Stand struct {
	Step    string // what an open task says: "edit", "read", "hide" or ""
	Entered bool   // the values come from who has them, not from who has seen them here: a new record, or another system
	Ended   bool   // its process is over: it is read, and changed only by moves and administrators
}

// FieldLevel is the one place where role, step and record meet.
func FieldLevel(p *access.Policy, who access.Principal, form, field string, personal bool, s Stand) access.Level {
	level := p.Field(who, form, field, personal)
	if s.Entered && level == access.Masked && personal {
		return access.Write // whoever enters a person's details may type them; reading them back is masked
	}
	switch {
	case s.Step == "hide" && !who.Admin:
		return access.Hidden
	case s.Step == "read" && level == access.Write:
		return access.Read
	case s.Step == "edit" && level >= access.Read:
		return access.Write
	case s.Ended && level == access.Write && !who.Admin:
		return access.Read
	}
	return level
}

// stepFields collects what the person's open tasks say about fields; task "" means all of them.
func (d *decision) stepFields(task string) map[string]string {
	out := map[string]string{}
	if d.rec.Proc == nil {
		return out
	}
	p, ok := d.app.Process(d.rec.Proc.Process, d.rec.Proc.Release)
	if !ok {
		return out
	}
	return StepFields(p, d.rec.Proc, d.who.ID, task)
}

// StepFields says for each field whether the open tasks of user let it be edited, keep it as it is or hide it. What one
// of several tasks lets be edited is edited.
func StepFields(p *process.Process, s *process.State, user, task string) map[string]string {
	out := map[string]string{}
	var edited [][]string
	for _, t := range s.Tasks {
		if t.State != "open" || t.AdHoc != nil || (task != "" && t.ID != task) || !t.Concerns(user) {
			continue
		}
		fields := p.StepFields(t.Node)
		for _, f := range fields.Read {
			if out[f] == "" {
				out[f] = "read"
			}
		}
		for _, f := range fields.Hide {
			out[f] = "hide"
		}
		edited = append(edited, fields.Edit, fields.Ask, fields.Require)
	}
	return raise(out, edited...)
}

func raise(out map[string]string, lists ...[]string) map[string]string {
	for _, l := range lists {
		for _, f := range l {
			out[f] = "edit"
		}
	}
	return out
}

// changedKeys lists the fields whose values differ, in order.
func changedKeys(before, after map[string]any) []string {
	var out []string
	for k, v := range after {
		if !form.Identical(before[k], v) {
			out = append(out, k)
		}
	}
	for k, v := range before {
		if _, still := after[k]; !still && v != nil {
			out = append(out, k)
		}
	}
	sort.Strings(out)
	return out
}

func changesBetween(before, after map[string]any, keys []string) []Change {
	out := make([]Change, len(keys))
	for i, k := range keys {
		out[i] = Change{Field: k, Old: before[k], New: after[k]}
	}
	return out
}

func (d *decision) changes(keys []string) []Change {
	return changesBetween(nil, d.rec.Data, keys)
}
