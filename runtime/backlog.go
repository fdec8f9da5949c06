package runtime

import (
	"context"
	"time"

	"huiyin/engine/effect"
	"huiyin/engine/query"
)

// Backlog is what the worker has not done yet, over all apps.
type Backlog struct {
	Late      int // records with a timer or effect that was due before a moment
	Incidents int // records with an effect that only a person can decide about
}

// Backlog counts records with something that was due before since, and with incidents.
func (w *Worker) Backlog(ctx context.Context, since time.Time) (Backlog, error) {
	var b Backlog
	due := since.UTC().Format("2006-01-02T15:04:05.999Z07:00")
	for _, app := range w.Submitter.Apps.All() {
		for _, f := range app.Forms() {
			if f.Spec().Task {
				continue
			}
			in := RecordsOf(app.Key, f.Key())
			for _, path := range []string{"wake", "outboxDue"} {
				n, err := w.count(ctx, in, query.Condition{Field: path, Op: "lte", Value: due})
				if err != nil {
					return b, err
				}
				b.Late += n
			}
			n, err := w.count(ctx, in, query.Condition{Field: "outbox.state", Op: "has", Value: string(effect.Incident)})
			if err != nil {
				return b, err
			}
			b.Incidents += n
		}
	}
	return b, nil
}

func (w *Worker) count(ctx context.Context, collection string, where query.Condition) (int, error) {
	page, err := w.Submitter.Store.Find(ctx, collection, query.Query{Where: where, Limit: 1, Count: true})
	return int(page.Count), err
}
