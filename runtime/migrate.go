package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// MigrationOrder is what a publisher chose for the records under way. It is kept with the release.
type MigrationOrder struct {
	Plan map[string]process.Plan `json:"plan,omitempty"` // by process
	Pin  bool                    `json:"pin,omitempty"`  // records without a place in the new process stay on the old one
	Keep bool                    `json:"keep,omitempty"` // every record stays
	Stay []string                `json:"stay,omitempty"` // records that stay though they could move
	// Unpin takes along the records that were left on an older release by choice.
	Unpin bool `json:"unpin,omitempty"`
	// Values are the options that take the place of others, whatever the records hold them for.
	Values []Swap `json:"values,omitempty"`
}

// Empty reports whether an order asks for nothing.
func (o MigrationOrder) Empty() bool {
	planned := false
	for _, p := range o.Plan {
		planned = planned || len(p.Statuses)+len(p.Nodes) > 0
	}
	return !planned && !o.Pin && !o.Keep && !o.Unpin && len(o.Stay)+len(o.Values) == 0
}

// stays reports whether a record is to keep its process whatever the new one offers.
func (o MigrationOrder) stays(id string) bool { return o.Keep || slices.Contains(o.Stay, id) }

// MigrationState is how far the records of an app have come to a release. There is one document per release; any node
// works on it while it holds the lease.
type MigrationState struct {
	ID      string         `json:"_id"` // app:release
	Rev     int64          `json:"rev"`
	App     string         `json:"app"`
	Release int            `json:"release"`
	Order   MigrationOrder `json:"order"`
	Total   int            `json:"total"`           // records that ran on older releases when it began
	Seals   int            `json:"seals,omitempty"` // records with values to be sealed or opened when it began
	Begun   time.Time      `json:"begun"`
	Ended   *time.Time     `json:"ended"`
	Lease   *effect.Lease  `json:"lease,omitempty"`
}

// Moved tells what became of one record: state moved (by the plan), pinned, failed or kept (an option could not be
// swapped). Records that survived as they
// were are only counted.
type Moved struct {
	ID       string        `json:"_id"` // app:release:record
	App      string        `json:"app"`
	Release  int           `json:"release"`
	Form     string        `json:"form"`
	Record   string        `json:"record"`
	State    string        `json:"state"`
	Status   string        `json:"status"` // before
	Node     string        `json:"node"`
	From     int           `json:"from"` // release
	At       time.Time     `json:"at"`
	Problems []ResultFault `json:"problems"`
}

// ResultFault is a problem without its sentence, which every reader gets in their own language.
type ResultFault struct {
	Code   string         `json:"code"`
	Params map[string]any `json:"params"`
}

// How the migrator works: batch records at a time, looking for a new release every look.
const (
	migrateBatch = 100
	migrateLook  = time.Second
	migrateLease = 30 * time.Second
	migrateAgain = 5 * time.Second // a finished migration is looked at again this often, for a retry ordered elsewhere
)

// Migrator moves the records under way to the release that was published. Any number of nodes may run one; a record is
// moved by one compare-and-swap, and what was moved is not found again, so that it may be stopped at any moment.
type Migrator struct {
	Name      string // of this node, written into leases
	Submitter *Submitter

	mu      sync.Mutex
	settled map[string]settled // by app
	late    map[string]int     // by app: the release that was looked through for what was written late
	news    chan struct{}
	once    sync.Once
}

type settled struct {
	release int
	at      time.Time
}

func (m *Migrator) init() {
	m.once.Do(func() { m.settled, m.late, m.news = map[string]settled{}, map[string]int{}, make(chan struct{}, 1) })
}

// Nudge lets Run look now.
func (m *Migrator) Nudge() {
	m.init()
	select {
	case m.news <- struct{}{}:
	default:
	}
}

// Run works until ctx ends.
func (m *Migrator) Run(ctx context.Context) {
	m.init()
	tick := time.NewTicker(migrateLook)
	defer tick.Stop()
	for ctx.Err() == nil {
		if err := m.Work(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "moving records to a new release", "err", err)
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		case <-m.news:
		}
	}
}

// Work moves everything that is to be moved now.
func (m *Migrator) Work(ctx context.Context) error {
	m.init()
	var failed error
	for _, app := range m.Submitter.Apps.All() {
		if m.rests(app) {
			continue
		}
		done, err := m.app(ctx, app)
		failed = errors.Join(failed, err)
		if done && err == nil {
			m.mu.Lock()
			m.settled[app.Key] = settled{app.Release, time.Now()}
			m.mu.Unlock()
		}
	}
	return failed
}

func (m *Migrator) rests(app *engine.App) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := m.settled[app.Key]
	return s.release == app.Release && time.Since(s.at) < migrateAgain
}

func (m *Migrator) forget(app string) {
	m.init()
	m.mu.Lock()
	delete(m.settled, app)
	m.mu.Unlock()
	m.Nudge()
}

// app moves the records of one app; done is false while another node does.
func (m *Migrator) app(ctx context.Context, app *engine.App) (done bool, err error) {
	state, err := m.state(ctx, app)
	if err != nil {
		return false, err
	}
	if state.Ended != nil {
		return true, m.again(ctx, app, &state)
	}
	if held, err := m.lease(ctx, &state); !held {
		return false, err
	}
	whole, err := m.seals(ctx, app, &state)
	if err != nil {
		return false, err
	}
	for _, f := range app.Forms() {
		if f.Spec().Process == "" {
			continue
		}
		where := onOlder(app.Release, state.Order.Unpin)
		through, err := m.each(ctx, app, f, where, &state, func(id string) error { return m.record(ctx, app, f, id, state.Order) })
		if err != nil {
			return false, err
		}
		whole = whole && through
	}
	if whole {
		whole, err = m.swaps(ctx, app, &state)
	}
	if !whole || err != nil {
		return false, err
	}
	now := m.Submitter.Now().UTC()
	state.Ended, state.Lease = &now, nil
	return true, m.save(ctx, &state)
}

// again seals what a node wrote that had not heard of the release yet, once some time after it was published.
func (m *Migrator) again(ctx context.Context, app *engine.App, state *MigrationState) error {
	m.mu.Lock()
	over := m.late[app.Key] == app.Release
	m.mu.Unlock()
	if over || m.Submitter.Now().Sub(state.Begun) < migrateAgain {
		return nil
	}
	if _, err := m.seals(ctx, app, nil); err != nil {
		return err
	}
	m.mu.Lock()
	m.late[app.Key] = app.Release
	m.mu.Unlock()
	return nil
}

// each does something with the records of a form that meet a condition, page by page. through is false when some could not
// be decided about for now, or another node goes on with them; state is nil for what any node may do.
func (m *Migrator) each(ctx context.Context, app *engine.App, f *form.Form, where query.Condition, state *MigrationState, do func(id string) error) (through bool, err error) {
	through = true
	for after := ""; ; {
		page, err := m.Submitter.Store.Find(ctx, RecordsOf(app.Key, f.Key()), query.Query{Where: where, Limit: migrateBatch, After: after, Fields: []string{"rev"}})
		if err != nil {
			return false, err
		}
		for _, doc := range page.Documents {
			if err := ctx.Err(); err != nil {
				return false, err
			}
			switch err := do(doc.ID); {
			case errors.Is(err, errOvertaken):
				return false, nil
			case errors.Is(err, store.ErrConflict):
				through = false // people are at it: the next look finds it again
			case err != nil:
				return false, err
			}
		}
		if after = page.Next; after == "" {
			return through, nil
		}
		if state == nil {
			continue
		}
		if held, err := m.lease(ctx, state); !held {
			return false, err
		}
	}
}

// errOvertaken means that a newer release was published: its own migration goes on.
var errOvertaken = errors.New("a newer release was published")

// record moves one record, or notes why it cannot be moved.
func (m *Migrator) record(ctx context.Context, app *engine.App, f *form.Form, id string, order MigrationOrder) error {
	done := Moved{ID: movedID(app, id), App: app.Key, Release: app.Release, Form: f.Key(), Record: id, Problems: []ResultFault{}}
	stay := order.stays(id)
	err := m.Submitter.migrate(ctx, app, f, id, stay, order, &done)
	var faults problem.List
	if errors.As(err, &faults) && order.Pin && !stay {
		err = m.Submitter.migrate(ctx, app, f, id, true, order, &done)
	}
	if !errors.As(err, &faults) {
		return err
	}
	done.State = "failed"
	for _, p := range faults {
		done.Problems = append(done.Problems, ResultFault{Code: p.Code, Params: p.Params})
	}
	return m.Submitter.note(ctx, done)
}

func movedID(app *engine.App, record string) string { return migrationID(app) + ":" + record }

// onOlder finds the records under way that run on an older release.
func onOlder(release int, pinned bool) query.Condition {
	all := []query.Condition{{Field: "proc.release", Op: "lt", Value: float64(release)},
		{Field: "proc.state", Op: "in", Value: []any{"running", "merged"}}, {Field: "deletedAt", Op: "empty"}}
	if !pinned {
		all = append(all, query.Condition{Field: "proc.pinned", Op: "empty"})
	}
	return query.Condition{All: all}
}

// pinned is onOlder for those left there by choice only.
func pinned(release int) query.Condition {
	return query.Condition{All: []query.Condition{onOlder(release, true), {Field: "proc.pinned", Op: "notEmpty"}}}
}

// migrate decides and commits what becomes of one record. What was decided is noted before it is done: a record whose
// fate is noted and that was not moved is moved by the next look.
func (s *Submitter) migrate(ctx context.Context, app *engine.App, f *form.Form, id string, stay bool, order MigrationOrder, done *Moved) error {
	answers := map[string]effect.Answer{}
	for range maxTries {
		if now, ok := s.Apps.Get(app.Key); !ok || now.Release != app.Release {
			return errOvertaken
		}
		r, err := s.Load(ctx, app, f, id)
		if errors.Is(err, ErrGone) || err == nil && r.Proc == nil {
			return nil
		} else if err != nil {
			return err
		}
		done.place(r, s.Now())
		plan := order.Plan[r.Proc.Process]
		out, err := s.decide(ctx, app, answers, func(w engine.World) (engine.Outcome, problem.List) {
			return app.Migrate(r, engine.Migration{Plan: plan, Stay: stay}, w)
		})
		if err != nil {
			return err
		}
		if done.of(app, r, out, stay) {
			if err := s.note(ctx, *done); err != nil {
				return err
			}
		}
		if written, err := s.commit(ctx, app, f, r, out); written || err != nil {
			return err
		}
		answers = counters(answers)
	}
	return store.ErrConflict
}

// place notes where the record stood.
func (d *Moved) place(r *engine.Record, now time.Time) {
	d.Status, d.Node, d.From, d.At = r.Proc.Status, "", r.Proc.Release, now.UTC()
	if len(r.Proc.Tokens) > 0 {
		d.Node = r.Proc.Tokens[0].Node
	}
}

// of tells what is about to become of the record, and reports whether that is worth a line.
func (d *Moved) of(app *engine.App, r *engine.Record, out engine.Outcome, stay bool) bool {
	if out.Same || out.Record == nil {
		return false
	}
	d.State, d.Problems = "moved", []ResultFault{}
	if stay {
		d.State = "pinned"
		return true
	}
	to, ok := app.Current(r.Proc.Process)
	return ok && !to.Fits(*r.Proc) || r.Proc.Pinned
}

// note keeps what became of a record.
func (s *Submitter) note(ctx context.Context, d Moved) error {
	body, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return s.Store.Write(ctx, store.Op{Collection: Migrated, ID: d.ID, IfRev: store.AnyRev, Body: body})[0].Err
}
