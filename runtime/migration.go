package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

func migrationID(app *engine.App) string { return fmt.Sprintf("%s:%d", app.Key, app.Release) }

// state reads how far the migration to the current release of an app has come; it begins when nobody has begun it.
func (m *Migrator) state(ctx context.Context, app *engine.App) (MigrationState, error) {
	for {
		s, ok, err := m.stored(ctx, app)
		if err != nil || ok {
			return s, err
		}
		order, err := m.Submitter.Apps.releases.Migration(ctx, app.Key, app.Release)
		if err != nil {
			return s, err
		}
		total, err := m.count(ctx, app, onOlder(app.Release, order.Unpin))
		if err != nil {
			return s, err
		}
		seals, err := m.unsealed(ctx, app)
		if err != nil {
			return s, err
		}
		misplaced, err := m.misplaced(ctx, app)
		if err != nil {
			return s, err
		}
		s = MigrationState{ID: migrationID(app), App: app.Key, Release: app.Release, Order: order, Total: total, Seals: seals, Begun: m.Submitter.Now().UTC()}
		if total == 0 && seals == 0 && !misplaced && len(order.Values) == 0 {
			s.Ended = &s.Begun
		}
		err = m.save(ctx, &s)
		if !errors.Is(err, store.ErrConflict) { // else another node was first
			return s, err
		}
	}
}

func (m *Migrator) stored(ctx context.Context, app *engine.App) (s MigrationState, ok bool, err error) {
	docs, err := m.Submitter.Store.Get(ctx, Migrations, migrationID(app))
	if err != nil || len(docs) == 0 {
		return s, false, err
	}
	err = json.Unmarshal(docs[0].Body, &s)
	s.Rev = docs[0].Rev
	return s, err == nil, err
}

func (m *Migrator) save(ctx context.Context, s *MigrationState) error {
	body, err := json.Marshal(s)
	if err != nil {
		return err
	}
	res := m.Submitter.Store.Write(ctx, store.Op{Collection: Migrations, ID: s.ID, IfRev: s.Rev, Body: body})[0]
	if res.Err == nil {
		s.Rev = res.Rev
	}
	return res.Err
}

// lease takes or keeps the work for this node; held is false when another has it.
func (m *Migrator) lease(ctx context.Context, s *MigrationState) (held bool, err error) {
	now := m.Submitter.Now().UTC()
	if s.Lease != nil && s.Lease.By != m.Name && s.Lease.Until.After(now) {
		return false, nil
	}
	s.Lease = &effect.Lease{By: m.Name, Until: now.Add(migrateLease)}
	err = m.save(ctx, s)
	if errors.Is(err, store.ErrConflict) {
		return false, nil
	}
	return err == nil, err
}

// count sums the records of every form with a process that meet a condition.
func (m *Migrator) count(ctx context.Context, app *engine.App, where query.Condition) (total int, err error) {
	for _, f := range app.Forms() {
		if f.Spec().Process == "" {
			continue
		}
		n, err := m.matching(ctx, app, f, where)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total, nil
}

// matching counts the records of a form that meet a condition.
func (m *Migrator) matching(ctx context.Context, app *engine.App, f *form.Form, where query.Condition) (int, error) {
	page, err := m.Submitter.Store.Find(ctx, RecordsOf(app.Key, f.Key()), query.Query{Where: where, Limit: 1, Count: true, Fields: []string{"rev"}})
	return int(page.Count), err
}

// MigrationProgress counts what became of the records that ran when the current release was published. Left are those
// not looked at yet, Pinned all that stay on an older release by choice, whenever that was chosen. Unsealed are those
// whose values are still to be sealed or opened.
type MigrationProgress struct {
	MigrationState
	Moved, Failed, Pinned, Left, Unsealed int
}

// Progress tells how far the migration to the current release of an app has come; ok is false when there was none yet.
func (m *Migrator) Progress(ctx context.Context, app *engine.App) (p MigrationProgress, ok bool, err error) {
	if p.MigrationState, ok, err = m.stored(ctx, app); err != nil || !ok {
		return p, ok, err
	}
	behindNow, err := m.count(ctx, app, onOlder(app.Release, false))
	if err != nil {
		return p, ok, err
	}
	if p.Pinned, err = m.count(ctx, app, pinned(app.Release)); err != nil {
		return p, ok, err
	}
	if p.Seals > 0 && p.Ended == nil {
		if p.Unsealed, err = m.unsealed(ctx, app); err != nil {
			return p, ok, err
		}
	}
	if p.Failed, err = m.results(ctx, app, "failed"); err != nil {
		return p, ok, err
	}
	stayed, err := m.results(ctx, app, "pinned")
	p.Failed = min(p.Failed, behindNow) // one that was closed meanwhile is nobody's worry any more
	p.Left = behindNow - p.Failed
	p.Moved = max(p.Total-behindNow-stayed, 0)
	return p, ok, err
}

func (m *Migrator) results(ctx context.Context, app *engine.App, state string) (int, error) {
	page, err := m.Submitter.Store.Find(ctx, Migrated, query.Query{Where: fates(app, state), Limit: 1, Count: true})
	return int(page.Count), err
}

func fates(app *engine.App, state string) query.Condition {
	all := []query.Condition{{Field: "app", Op: "eq", Value: app.Key}, {Field: "release", Op: "eq", Value: float64(app.Release)}}
	if state != "" {
		all = append(all, query.Condition{Field: "state", Op: "eq", Value: state})
	}
	return query.Condition{All: all}
}

// Results is a page of what became of single records: of state, or of every one when it is empty. next is "" on the last.
func (m *Migrator) Results(ctx context.Context, app *engine.App, state, after string) (list []Moved, next string, err error) {
	page, err := m.Submitter.Store.Find(ctx, Migrated, query.Query{Where: fates(app, state), Limit: 50, After: after})
	if err != nil {
		return nil, "", err
	}
	list = make([]Moved, len(page.Documents))
	for i, doc := range page.Documents {
		if err := json.Unmarshal(doc.Body, &list[i]); err != nil {
			return nil, "", err
		}
	}
	return list, page.Next, nil
}

// Retry looks again at the records that could not be moved, by what the order adds to the plan. Problem
// migration.running while the last look goes on, migration.none when the app was never published over.
func (m *Migrator) Retry(ctx context.Context, app *engine.App, order MigrationOrder) error {
	s, ok, err := m.stored(ctx, app)
	switch {
	case err != nil:
		return err
	case !ok:
		return problem.List{problem.New("migration.none", "")}
	case s.Ended == nil:
		return problem.List{problem.New("migration.running", "")}
	}
	if problems := order.wrong(app); problems != nil {
		return problems
	}
	s.Order = s.Order.with(order)
	if order.Unpin {
		all, err := m.count(ctx, app, onOlder(app.Release, true))
		if err != nil {
			return err
		}
		p, _, err := m.Progress(ctx, app)
		if err != nil {
			return err
		}
		s.Total = p.Moved + all
	}
	if err := m.forgive(ctx, app); err != nil {
		return err
	}
	s.Ended, s.Lease = nil, nil
	if err := m.save(ctx, &s); errors.Is(err, store.ErrConflict) {
		return problem.List{problem.New("migration.running", "")}
	} else if err != nil {
		return err
	}
	m.forget(app.Key)
	return nil
}

// forgive forgets what failed; whatever fails again is noted again.
func (m *Migrator) forgive(ctx context.Context, app *engine.App) error {
	var ops []store.Op
	where := query.And(fates(app, ""), query.Is("state", "in", []any{"failed", "kept"}))
	err := m.Submitter.Store.Scan(ctx, Migrated, where, func(doc store.Document) error {
		ops = append(ops, store.Op{Collection: Migrated, ID: doc.ID, IfRev: store.AnyRev})
		return nil
	})
	for _, res := range m.Submitter.Store.Write(ctx, ops...) {
		err = errors.Join(err, res.Err)
	}
	return err
}

// with adds what a later order says; who is to stay is only what the later one names.
func (o MigrationOrder) with(more MigrationOrder) MigrationOrder {
	plan := map[string]process.Plan{}
	for _, from := range []map[string]process.Plan{o.Plan, more.Plan} {
		for key, p := range from {
			was := plan[key]
			plan[key] = process.Plan{Statuses: joined(was.Statuses, p.Statuses), Nodes: joined(was.Nodes, p.Nodes)}
		}
	}
	more.Plan, more.Stay = plan, slices.Clone(more.Stay)
	more.Values = append(slices.Clone(o.Values), more.Values...)
	return more
}

func joined(a, b map[string]string) map[string]string {
	out := map[string]string{}
	maps.Copy(out, a)
	maps.Copy(out, b)
	return out
}
