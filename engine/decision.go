package engine

import (
	"strings"
	"time"

	"huiyin/engine/access"
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
	env     map[string]any            // cached environment, nil after a change
	queue   []rule.Event              // rule events not yet evaluated
	events  []process.Event
	trace   []rule.Trace
	effects []effect.Effect
	found   problem.List
	cause   []string // rules whose actions led here
	touched []string // fields that rules of the running pass changed
	actions int      // actions run so far, bounded by maxActions
	ruled   int      // of these, by rules

	concealed []string // fields the form hides now
}

// maxActions bounds the actions of one decision; a longer chain is a loop that the publish check could not see.
const maxActions = 400

func (a *App) decide(r *Record, formKey string, who access.Principal, channel string, w World) (*decision, problem.List) {
	f, ok := a.forms[formKey]
	if !ok {
		return nil, problem.List{problem.New("record.form_unknown", "", "form", formKey)}
	}
	d := &decision{app: a, world: w, ask: effect.NewAsk(w.Answers), who: who, channel: channel, form: f,
		old: r, related: map[string]map[string]any{}}
	if r != nil {
		d.rec = r.Clone()
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
	if missing := d.ask.Missing(); len(missing) > 0 {
		return Outcome{Needs: missing}, nil
	}
	if len(d.found.Blocking()) > 0 {
		return Outcome{}, d.found
	}
	d.finish()
	return Outcome{Record: d.rec, Events: d.events, Trace: d.trace, Effects: d.effects}, nil
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

// environment is what expressions and templates read; it is rebuilt after every change.
func (d *decision) environment() map[string]any {
	if d.env != nil {
		return d.env
	}
	env := make(map[string]any, len(d.rec.Data)+8)
	for k, v := range d.rec.Data {
		env[k] = v
	}
	for field, target := range d.form.Relations() {
		env[field] = nil
		if m := d.lookup(target, d.rec.Data[field]); m != nil {
			env[field] = m
		}
	}
	for k, v := range d.system() {
		env[k] = v
	}
	d.env = env
	return env
}

// system is the part of the environment that is not field values.
func (d *decision) system() map[string]any {
	now := d.now()
	old := map[string]any{}
	if d.old != nil {
		old = d.old.Data
	}
	return map[string]any{
		"record": d.recordValues(),
		"old":    old,
		"user": map[string]any{"id": d.who.ID, "name": d.who.Name, "kind": d.who.Kind,
			"department": d.who.Department, "roles": list(d.who.Roles)},
		"now":     now.Format(time.RFC3339),
		"today":   now.In(d.app.zone).Format(time.DateOnly),
		"working": d.app.Calendar("").Open(now),
		"task":    map[string]any{"title": nil},
		"link":    map[string]any{"track": d.link("track"), "record": d.link("record")},
	}
}

func (d *decision) link(page string) string {
	if d.world.Link == nil {
		return ""
	}
	return d.world.Link(page, d.rec)
}

func (d *decision) recordValues() map[string]any {
	r := d.rec
	m := map[string]any{"id": r.ID, "no": r.No, "title": r.Title, "channel": r.Channel,
		"createdAt": r.CreatedAt.Format(time.RFC3339), "createdBy": r.CreatedBy,
		"owner": empty(r.People.Owner), "submitter": empty(r.People.Submitter), "status": nil, "statusSince": nil,
		"resolution": nil, "promisesOpen": float64(d.promisesOpen()), "duplicates": float64(d.duplicates())}
	if r.Proc != nil {
		m["status"], m["resolution"] = empty(r.Proc.Status), empty(r.Proc.Resolution)
		m["statusSince"] = r.Proc.StatusSince.Format(time.RFC3339)
	}
	return m
}

func (d *decision) promisesOpen() int {
	n := 0
	for _, e := range d.rec.Loop {
		if !e.Kept() {
			n++
		}
	}
	return n
}

// similarEnough is the share of common bigrams from which two records count as possible duplicates (IN-3).
const similarEnough = 0.6

// duplicates counts other records whose texts are like this one's; only forms that name such texts pay for it.
func (d *decision) duplicates() int {
	text := d.similarText()
	if text == "" || d.old != nil {
		return 0
	}
	got, _ := d.ask.Get(effect.Need{Kind: effect.NeedSimilar, Form: d.form.Key(), Text: text, Limit: 10})
	n := 0
	for _, s := range got.Similar {
		if s.ID != d.rec.ID && s.Score >= similarEnough {
			n++
		}
	}
	return n
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
