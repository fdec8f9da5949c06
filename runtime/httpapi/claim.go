package httpapi

import (
	"context"
	"errors"
	"time"

	"huiyin/engine"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// submit carries out what somebody sends with files, in its data and in the form of a task. The files are looked up, and
// claimed for the record before it is written, so that of two records which name one file at the same moment only one is
// made; they are let go when it is refused. Problems point into the body.
func (a *API) submit(ctx context.Context, p place, q runtime.Request) (engine.Outcome, error) {
	values := map[string]any{}
	if q.Submission.Command != nil {
		values = q.Submission.Command.Data
	}
	files := map[string]string{}
	err := a.checkFiles(ctx, p, q.Submission.Patch, q.ID, "/data", files)
	if err == nil {
		err = a.checkFiles(ctx, p, values, q.ID, "/values", files)
	}
	record := q.ID
	var claimed []string
	if err == nil {
		if record == "" {
			q.Submission.ID = runtime.NewID(a.Now())
			record = q.Submission.ID
		}
		if claimed, err = a.claim(ctx, q, record, files); err != nil {
			a.release(ctx, q, record, claimed)
		}
	}
	if err != nil {
		if r := a.meanwhile(ctx, p, q, files); r != nil {
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

// claim takes files, named with their pointers, into a record. It returns those that were taken just now.
func (a *API) claim(ctx context.Context, q runtime.Request, record string, files map[string]string) (claimed []string, err error) {
	var problems problem.List
	for id, pointer := range files {
		fresh, err := a.Files.Claim(ctx, id, q.App, q.Form, record)
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

// meanwhile is the record that the same request, sent twice at once, is just making: it has the files. It waits as long
// as one of them is claimed for a record that is not there yet.
func (a *API) meanwhile(ctx context.Context, p place, q runtime.Request, files map[string]string) *engine.Record {
	if q.ID != "" || q.Key == "" {
		return nil
	}
	for try := 0; ; try++ {
		making := try < looks && a.making(ctx, p, files)
		if r, err := a.Submitter.Repeated(ctx, p.app, p.form, q.Key); r != nil || err != nil || !making {
			return r
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// looks is how often a repeat looks for the record of the first request: whatever makes it takes no longer than ten
// seconds, or has died.
const looks = 200

// making reports whether one of the files is claimed for a record of the form that is not there yet.
func (a *API) making(ctx context.Context, p place, files map[string]string) bool {
	for id := range files {
		info, err := a.Files.Get(ctx, id)
		if err != nil || info.Record == "" || info.App != p.app.Key || info.Form != p.form.Key() {
			continue
		}
		if _, err := a.Submitter.LoadAny(ctx, p.app, p.form, info.Record); errors.Is(err, runtime.ErrGone) {
			return true
		}
	}
	return false
}
