package runtime

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"huiyin/engine"
	"huiyin/engine/calendar"
	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// Releases is where published apps come from. The builder keeps them; runtime only reads.
type Releases interface {
	// Current lists the installed apps with their current release number.
	Current(ctx context.Context) (map[string]int, error)
	// Bundle returns the definitions of a release.
	Bundle(ctx context.Context, app string, release int) (definition.Bundle, error)
	// Migration returns what the publisher of a release chose for the records under way.
	Migration(ctx context.Context, app string, release int) (MigrationOrder, error)
}

// Apps keeps the compiled current release of every app, and follows publishes without restart.
type Apps struct {
	Zone *time.Location // of drafts that name no time zone, as their releases will be; nil is UTC

	releases Releases
	store    store.Store
	holidays calendar.Holidays

	refreshing sync.Mutex // so that no release is compiled twice, and none follows a newer one
	mu         sync.RWMutex
	apps       map[string]*engine.App
}

// NewApps returns Apps that reads from releases and keeps collections in st.
func NewApps(r Releases, st store.Store, h calendar.Holidays) *Apps {
	return &Apps{releases: r, store: st, holidays: h, apps: map[string]*engine.App{}}
}

// Get returns the current compiled release of an app; ok is false when it is not installed.
func (a *Apps) Get(key string) (*engine.App, bool) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	app, ok := a.apps[key]
	return app, ok
}

// All returns every app, ordered by key.
func (a *Apps) All() []*engine.App {
	a.mu.RLock()
	defer a.mu.RUnlock()
	out := make([]*engine.App, 0, len(a.apps))
	for _, app := range a.apps {
		out = append(out, app)
	}
	slices.SortFunc(out, func(x, y *engine.App) int {
		if x.Key < y.Key {
			return -1
		}
		return 1
	})
	return out
}

// Refresh loads what was published since the last call: it is called at start, after a publish on this node,
// and for publishes on others when the change feed tells of one, and every half second in any case. A release that does not compile never replaces one that does.
func (a *Apps) Refresh(ctx context.Context) error {
	a.refreshing.Lock()
	defer a.refreshing.Unlock()
	current, err := a.releases.Current(ctx)
	if err != nil {
		return err
	}
	for key, number := range current {
		if app, ok := a.Get(key); ok && app.Release == number {
			continue
		}
		app, err := a.load(ctx, key, number)
		if err != nil {
			return fmt.Errorf("app %s release %d: %w", key, number, err)
		}
		a.mu.Lock()
		a.apps[key] = app
		a.mu.Unlock()
	}
	return nil
}

func (a *Apps) load(ctx context.Context, key string, number int) (*engine.App, error) {
	bundle, err := a.releases.Bundle(ctx, key, number)
	if err != nil {
		return nil, err
	}
	app, problems := engine.Compile(bundle, number, a.holidays)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if err := a.Ensure(ctx, app); err != nil {
		return nil, err
	}
	return app, a.pin(ctx, app)
}

// Ensure creates the collections and indexes an app needs, online.
func (a *Apps) Ensure(ctx context.Context, app *engine.App) error {
	var collections []store.Collection
	for _, f := range app.Forms() {
		if !f.Spec().Task {
			collections = append(collections, RecordCollection(app.Key, f, app.Indexed(f.Key())))
		}
	}
	return a.store.Ensure(ctx, collections...)
}

// pin compiles the processes of every older release that records still run on. One that no longer compiles, because
// this program checks more than the one that published it, must not take the app away: its records follow the
// current process then, and the log tells.
func (a *Apps) pin(ctx context.Context, app *engine.App) error {
	return a.pinned(ctx, app, app.Release-1, onRelease(app), func(number int, problems problem.List) {
		slog.ErrorContext(ctx, "process of an older release no longer compiles", "app", app.Key, "release", number, "err", problems.Err())
	})
}

// usage says which records count as using a release.
type usage struct {
	forms []*form.Form
	where func(release int) query.Condition
}

// pinned pins the releases in use, from newest down to the first, and reports those that have problems.
func (a *Apps) pinned(ctx context.Context, app *engine.App, newest int, u usage, faulty func(number int, problems problem.List)) error {
	for number := newest; number > 0; number-- {
		used, err := a.inUse(ctx, app.Key, u, number)
		if err != nil {
			return err
		}
		if !used {
			continue
		}
		bundle, err := a.releases.Bundle(ctx, app.Key, number)
		if err != nil {
			return err
		}
		if problems := app.Pin(number, bundle); problems.Err() != nil {
			faulty(number, problems)
		}
	}
	return nil
}

// Problems compiles a bundle without keeping it, for checks before a publish. What records that stay on an older release
// by choice need of its processes must be there too: problem release.still_used, followed by what is missing. Every
// other record under way moves on when it is published.
func (a *Apps) Problems(b definition.Bundle) problem.List { return a.problems(b, leftBehind) }

// Staying is Problems for a publish that leaves records behind: nothing any of them needs may go.
func (a *Apps) Staying(b definition.Bundle) problem.List { return a.problems(b, underWay) }

func (a *Apps) problems(b definition.Bundle, who func(*engine.App) usage) problem.List {
	app, found := engine.Compile(b, 0, a.holidays)
	if found.Err() != nil {
		return found
	}
	current, ok := a.Get(app.Key)
	if !ok {
		return found
	}
	ctx, cancel := context.WithTimeout(context.Background(), pinPatience)
	defer cancel()
	err := a.pinned(ctx, app, current.Release, who(current), func(number int, problems problem.List) {
		found.Add("release.still_used", "", "release", number)
		found = append(found, problems...)
	})
	if err != nil {
		slog.Error("records under way cannot be looked at", "app", app.Key, "err", err)
		found.Add("store.unavailable", "")
	}
	return found
}

// Draft compiles a bundle for a try: the app as it would run, of no release.
func (a *Apps) Draft(b definition.Bundle) (*engine.App, problem.List) {
	if in, err := InZone(b, a.Zone); err == nil { // what cannot be read is told by the compiler
		b = in
	}
	return engine.Compile(b, 0, a.holidays)
}

// Bundle returns the definitions of a release as they were published.
func (a *Apps) Bundle(ctx context.Context, app string, release int) (definition.Bundle, error) {
	return a.releases.Bundle(ctx, app, release)
}

// OnlyDraft is Apps that knows one app, which nobody has published.
func OnlyDraft(app *engine.App) *Apps { return &Apps{apps: map[string]*engine.App{app.Key: app}} }

// pinPatience bounds the look at records under way before a publish.
const pinPatience = 20 * time.Second

// onRelease counts every record of a release, closed ones too: their history names its statuses.
func onRelease(app *engine.App) usage {
	return usage{app.Forms(), func(release int) query.Condition {
		return query.Condition{Field: "proc.release", Op: "eq", Value: float64(release)}
	}}
}

// underWay counts the records that still have to go their way.
func underWay(app *engine.App) usage {
	return usage{app.Forms(), func(release int) query.Condition {
		return query.Condition{All: []query.Condition{{Field: "proc.release", Op: "eq", Value: float64(release)},
			{Field: "proc.state", Op: "in", Value: []any{"running", "merged"}}, {Field: "deletedAt", Op: "empty"}}}
	}}
}

// leftBehind counts the records that stay with a release by choice.
func leftBehind(app *engine.App) usage {
	all := underWay(app)
	return usage{all.forms, func(release int) query.Condition {
		return query.Condition{All: []query.Condition{all.where(release), {Field: "proc.pinned", Op: "notEmpty"}}}
	}}
}

// inUse reports whether a record uses a release.
func (a *Apps) inUse(ctx context.Context, app string, u usage, release int) (bool, error) {
	for _, f := range u.forms {
		if f.Spec().Process == "" {
			continue
		}
		page, err := a.store.Find(ctx, RecordsOf(app, f.Key()), query.Query{Where: u.where(release), Limit: 1})
		if err != nil || len(page.Documents) > 0 {
			return len(page.Documents) > 0, err
		}
	}
	return false, nil
}
