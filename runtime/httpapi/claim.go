package httpapi

import (
	"context"
	"errors"

	"huiyin/engine"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// submit carries out what somebody sends with files, in its data and in the form of a task. The files are looked up, and
// claimed for the record before it is written, so that of two records which name one file at the same moment only one is
// made; they are let go when it is refused. Problems point into the body.
func (a *API) submit(ctx context.Context, p place, q runtime.Request) (engine.Outcome, error) {
	record := a.target(&q)
	files, err := a.lookUp(ctx, p, q, record)
	var claimed []string
	if err == nil {
		if claimed, err = a.claim(ctx, q, record, files); err != nil {
			a.release(ctx, q, record, claimed)
		}
	}
	if err != nil {
		if r := a.before(ctx, p, q); r != nil {
			return engine.Outcome{Record: r, Repeat: true}, nil
		}
		return engine.Outcome{}, err
	}
	out, err := a.Submitter.Submit(ctx, q)
	var refused problem.List
	var conflict *runtime.Conflict
	if errors.As(err, &refused) || errors.As(err, &conflict) || err == nil && out.Repeat && out.Record != nil && out.Record.ID != record {
		a.release(ctx, q, record, claimed)
	}
	return out, p.under(err, "/data")
}

// target is the record that a request is about. The id of a new one with files follows from the idempotency key: what
// the request had claimed when the server ended is there for its repeat.
func (a *API) target(q *runtime.Request) string {
	switch {
	case q.ID != "":
		return q.ID
	case q.Key != "" && len(idsIn(q.Patch)) > 0:
		q.Submission.ID = runtime.DerivedID("record", q.App, q.Form, q.Key)
	default:
		q.Submission.ID = runtime.NewID(a.Now())
	}
	return q.Submission.ID
}

// lookUp returns the files that a request names, each with its pointer.
func (a *API) lookUp(ctx context.Context, p place, q runtime.Request, record string) (map[string]string, error) {
	files := map[string]string{}
	if err := a.checkFiles(ctx, p, q.Patch, record, "/data", files); err != nil || q.Command == nil {
		return files, err
	}
	return files, a.checkFiles(ctx, p, q.Command.Data, record, "/values", files)
}

// before is the record that the same request made earlier: it has the files.
func (a *API) before(ctx context.Context, p place, q runtime.Request) *engine.Record {
	if q.ID != "" {
		return nil
	}
	r, err := a.Submitter.Repeated(ctx, p.app, p.form, q.Key)
	if err != nil {
		return nil
	}
	return r
}

// claim takes files, named with their pointers, into a record. It returns those that were taken just now.
func (a *API) claim(ctx context.Context, q runtime.Request, record string, files map[string]string) (claimed []string, err error) {
	take := a.Files.Claim
	if q.ID == "" {
		take = a.Files.Reserve
	}
	var problems problem.List
	for id, pointer := range files {
		fresh, err := take(ctx, id, q.App, q.Form, record)
		switch {
		case errors.Is(err, runtime.ErrTaken), errors.Is(err, runtime.ErrGone):
			problems.Add("file.unknown", pointer, "id", id)
		case err != nil:
			return claimed, err
		case fresh:
			claimed = append(claimed, id)
		}
	}
	return claimed, problems.Err()
}

// release lets files go that a refused request had claimed, unless the record names them after all: somebody else
// may have sent the same ones. What cannot be let go is swept up later.
func (a *API) release(ctx context.Context, q runtime.Request, record string, claimed []string) {
	if len(claimed) == 0 {
		return
	}
	kept := map[string]bool{}
	if app, ok := a.Apps.Get(q.App); ok {
		if f, ok := app.Form(q.Form); ok {
			if r, err := a.Submitter.LoadAny(ctx, app, f, record); err == nil {
				for _, id := range filesIn(r.Data) {
					kept[id] = true
				}
			}
		}
	}
	for _, id := range claimed {
		if !kept[id] {
			_ = a.Files.Release(ctx, id, record)
		}
	}
}
