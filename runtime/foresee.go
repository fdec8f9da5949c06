package runtime

import (
	"context"
	"encoding/json"
	"slices"

	"huiyin/engine"
	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// Foresight is what publishing would do to the running records of one process.
type Foresight struct {
	Process string
	Form    *form.Form       // as it is now
	Next    *process.Process // nil when it goes
	Running int
	Pinned  int // of these, left on an older release by choice; nothing becomes of them
	Moving  int // go on as they are
	Mapped  int // go where the plan says
	Failing int // have no place under the plan
	Places  []ForeseenPlace
	Going   []*engine.Record // of those that go on as they are, at most exampleRecords
}

// ForeseenPlace is where running records stand that the new process has no room for.
type ForeseenPlace struct {
	process.Place
	StatusTitle, NodeTitle definition.Text // as they are called now
	Count                  int
	Failing                int // of these, still without a place under the plan
	Why                    problem.List
	Examples               []*engine.Record // at most exampleRecords
}

const exampleRecords = 50

// Foresee tells what publishing next would do to the running records of the app under an order, one entry for every
// process that has any. Nothing is written.
func (m *Migrator) Foresee(ctx context.Context, app, next *engine.App, order MigrationOrder) ([]Foresight, error) {
	out := []Foresight{}
	for _, f := range app.Forms() {
		key := f.Spec().Process
		if key == "" {
			continue
		}
		v := foreseer{app: app, codec: m.Submitter.Codec, order: order, found: map[string]*Foresight{}}
		v.form, v.next = f, next
		where := query.Condition{All: []query.Condition{{Field: "proc.state", Op: "in", Value: []any{"running", "merged"}}, {Field: "deletedAt", Op: "empty"}}}
		if err := m.Submitter.Store.Scan(ctx, RecordsOf(app.Key, f.Key()), where, v.see); err != nil {
			return nil, err
		}
		for _, one := range v.found {
			slices.SortFunc(one.Places, func(a, b ForeseenPlace) int { return b.Count - a.Count })
			out = append(out, *one)
		}
	}
	return out, nil
}

// foreseer looks at the records of one form.
type foreseer struct {
	app   *engine.App
	next  *engine.App
	form  *form.Form
	codec Codec
	order MigrationOrder
	found map[string]*Foresight // by process
}

func (v *foreseer) see(doc store.Document) error {
	var r struct {
		ID   string         `json:"_id"`
		Proc *process.State `json:"proc"`
	}
	if err := json.Unmarshal(doc.Body, &r); err != nil || r.Proc == nil {
		return err
	}
	one := v.found[r.Proc.Process]
	if one == nil {
		next, _ := v.next.Current(r.Proc.Process)
		one = &Foresight{Process: r.Proc.Process, Form: v.form, Next: next}
		v.found[r.Proc.Process] = one
	}
	one.Running++
	switch {
	case r.Proc.Pinned && !v.order.Unpin, v.order.stays(r.ID):
		one.Pinned++
		return nil
	case one.Next == nil:
		one.Failing++
		return v.stray(one, *r.Proc, process.Place{Status: r.Proc.Status}, problem.List{problem.New("process.migrate_gone", "", "process", one.Process)}, doc)
	}
	places, _ := one.Next.Stray(*r.Proc, process.Plan{})
	left, faults := one.Next.Stray(*r.Proc, v.order.Plan[one.Process])
	switch {
	case len(left) > 0:
		one.Failing++
	case len(places) > 0:
		one.Mapped++
	default:
		one.Moving++
		return v.going(one, doc)
	}
	if len(left) > 0 {
		places = left
	}
	return v.stray(one, *r.Proc, places[0], faults, doc)
}

func (v *foreseer) going(one *Foresight, doc store.Document) error {
	if len(one.Going) == exampleRecords {
		return nil
	}
	r, err := v.codec.Decode(doc.Body, v.form)
	if err == nil {
		one.Going = append(one.Going, r)
	}
	return err
}

// stray counts a record at the place it cannot stay at.
func (v *foreseer) stray(one *Foresight, s process.State, at process.Place, why problem.List, doc store.Document) error {
	i := slices.IndexFunc(one.Places, func(p ForeseenPlace) bool { return p.Place == at })
	if i < 0 {
		i = len(one.Places)
		place := ForeseenPlace{Place: at}
		if was, ok := v.app.Process(one.Process, s.Release); ok {
			status, _ := was.Status(at.Status)
			step, _ := was.Node(at.Node)
			place.StatusTitle, place.NodeTitle = status.Title, step.Title
		}
		one.Places = append(one.Places, place)
	}
	p := &one.Places[i]
	p.Count++
	if len(why) > 0 {
		p.Failing++
		p.Why = why
	}
	if len(p.Examples) == exampleRecords {
		return nil
	}
	r, err := v.codec.Decode(doc.Body, v.form)
	if err == nil {
		p.Examples = append(p.Examples, r)
	}
	return err
}

// Refuses tells why a bundle must not be published with an order: release.values_misfit when fields get types that cannot
// keep what records hold, release.options_held when options go that records hold, release.needs_mapping when records would
// have no place in it, release.still_used when records are left behind that need what it no longer has.
func (m *Migrator) Refuses(ctx context.Context, app string, b definition.Bundle, order MigrationOrder) (problem.List, error) {
	current, ok := m.Submitter.Apps.Get(app)
	if !ok {
		return nil, nil
	}
	next, problems := m.Submitter.Apps.Draft(b)
	if problems.Err() != nil {
		return nil, nil //nolint:nilerr // the check of the publish says so
	}
	if found := order.wrong(next); found != nil {
		return found, nil
	}
	found, err := m.Misfits(ctx, current, next)
	if err != nil {
		return nil, err
	}
	held, err := m.undecided(ctx, current, next, order)
	if err != nil {
		return nil, err
	}
	homeless, err := m.homeless(ctx, current, next, b, order)
	return slices.Concat(found, held, homeless), err
}

// homeless tells why records under way cannot go on, or stay behind, as an order says.
func (m *Migrator) homeless(ctx context.Context, current, next *engine.App, b definition.Bundle, order MigrationOrder) (problem.List, error) {
	if order.Pin || order.Keep || len(order.Stay) > 0 {
		if found := m.Submitter.Apps.Staying(b); found.Err() != nil || order.Pin || order.Keep {
			return found.Blocking(), nil
		}
	}
	list, err := m.Foresee(ctx, current, next, order)
	total := 0
	for _, one := range list {
		for _, p := range one.Places {
			total += p.Failing
		}
	}
	if err != nil || total == 0 {
		return nil, err
	}
	return problem.List{problem.New("release.needs_mapping", "", "count", total)}, nil
}

// Unfit is Misfits of what a bundle would publish; one that does not compile has none yet.
func (m *Migrator) Unfit(ctx context.Context, app string, b definition.Bundle) (problem.List, error) {
	current, ok := m.Submitter.Apps.Get(app)
	next, problems := m.Submitter.Apps.Draft(b)
	if !ok || problems.Err() != nil {
		return nil, nil //nolint:nilerr // the check of the publish says so
	}
	return m.Misfits(ctx, current, next)
}
