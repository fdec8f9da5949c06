package engine

import (
	"strings"
	"time"

	"huiyin/engine/access"
	"huiyin/engine/action"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/engine/rule"
)

// decision is one run of Submit or Resume: the working copy of a record and what has happened to it so far.
type decision struct {
	app     *App
	world   World
	ask     *effect.Ask
	who     access.Principal
	channel string
	form    *form.Form
	old     *Record // as stored; nil at create
	rec     *Record // as it will be stored

	related map[string]map[string]any // form/id -> values, filled on demand
	reads   map[string]any            // what expressions read, filled in again when stale
	stale   bool                      // the record changed since
	unseen  bool                      // actions changed fields since the process last looked
	fixed   map[string]any            // the part of it that is not field values
	alike   twins
	knows   *action.Context // what every action may know, once the first asks
	hands   *process.Inputs // and every step of a process
	update  *bool           // whether a role lets the person change the record, once it was asked
	queue   []rule.Event    // rule events not yet evaluated
	events  []process.Event
	trace   []rule.Trace
	effects []effect.Effect
	found   problem.List
	cause   []string // rules whose actions led here
	touched []string // fields that rules of the running pass changed
	actions int      // actions run so far, bounded by maxActions
	ruled   int      // of these, by rules
	said    []string // letters to the customer that keep no promise

	concealed []string // fields the form hides now
	ignored   []string // fields something was sent for that the form hides and empties
}

// maxActions bounds the actions of one decision; a longer chain is a loop that the publish check could not see.
const maxActions = 400

func (a *App) decide(r *Record, formKey string, who access.Principal, channel string, w World) (*decision, problem.List) {
	f, ok := a.forms[formKey]
	if !ok {
		return nil, problem.List{problem.New("record.form_unknown", "", "form", formKey)}
	}
	d := &decision{app: a, world: w, ask: effect.NewAsk(w.Answers), who: who, channel: channel, form: f,
		old: r, related: map[string]map[string]any{}, stale: true}
	if r != nil {
		d.rec = r.draft()
	}
	return d, nil
}

// now is the moment of the decision, in UTC and without the parts that JSON would lose.
func (d *decision) now() time.Time { return d.world.Now.UTC().Truncate(time.Millisecond) }

// fail notes problems and reports whether the decision must stop. A missing answer does not stop it: going on finds
// the other questions, so that they travel together, and nothing of it is kept.
func (d *decision) fail(list problem.List) bool {
	d.found = append(d.found, list...)
	return len(d.found.Blocking()) > 0
}

// outcome ends a decision: questions first, then problems, then the finished record.
func (d *decision) outcome() (Outcome, problem.List) {
	if len(d.found.Blocking()) == 0 {
		d.lead()
	}
	if d.ask.Waits() {
		return Outcome{Needs: d.ask.Missing()}, nil
	}
	if len(d.found.Blocking()) > 0 {
		return Outcome{}, d.found
	}
	d.rollUp()
	same := !d.finish()
	return Outcome{Record: d.rec, Same: same, Events: d.events, Trace: d.trace, Effects: d.effects, Ignored: d.ignored}, nil
}

// get reads a value by the name people write: a field, record.*, old.*, user.*, or a path through a relation.
func (d *decision) get(path string) any {
	head, rest, dotted := strings.Cut(path, ".")
	if !dotted {
		if v, ok := d.rec.Data[path]; ok || d.isField(path) {
			return v
		}
		return d.environment()[path]
	}
	if target, ok := d.form.Relations()[head]; ok {
		return through(d.lookup(target, d.rec.Data[head]), rest)
	}
	if m, ok := d.environment()[head].(map[string]any); ok {
		return through(m, rest)
	}
	return nil
}

func (d *decision) isField(key string) bool {
	_, ok := d.form.Field(key)
	return ok
}

func through(v any, path string) any {
	for _, part := range strings.Split(path, ".") {
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = m[part]
	}
	return v
}

// before reads a field as it was when the decision began.
func (d *decision) before(path string) any {
	if d.old == nil {
		return nil
	}
	if path == "record.status" {
		return statusOf(d.old)
	}
	return d.old.Data[path]
}

// lookup returns the values of a related record, asking runtime for it once; nil while unknown or empty.
func (d *decision) lookup(formKey string, id any) map[string]any {
	key, _ := id.(string)
	if key == "" {
		return nil
	}
	if m, ok := d.related[formKey+"/"+key]; ok {
		return m
	}
	got, ok := d.ask.Get(effect.Need{Kind: effect.NeedRecord, Form: formKey, IDs: []string{key}})
	if !ok || len(got.Records) == 0 {
		return nil
	}
	m := relatedValues(got.Records[0])
	d.related[formKey+"/"+key] = m
	return m
}

func relatedValues(f effect.Found) map[string]any {
	m := make(map[string]any, len(f.Data)+4)
	for k, v := range f.Data {
		m[k] = v
	}
	m["id"], m["no"], m["title"], m["status"] = f.ID, f.No, f.Title, f.Status
	return m
}

func empty(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func list(in []string) []any {
	out := make([]any, len(in))
	for i, s := range in {
		out[i] = s
	}
	return out
}

func statusOf(r *Record) any {
	if r == nil || r.Proc == nil {
		return nil
	}
	return r.Proc.Status
}
