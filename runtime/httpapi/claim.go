package httpapi

import (
	"context"
	"errors"
	"time"

	"huiyin/engine"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// submit carries out what somebody sends with files: they are claimed for the record first, so that of two records
// which name one file at the same moment only one is written, and let go when it is refused.
func (a *API) submit(ctx context.Context, q runtime.Request, files map[string]string) (engine.Outcome, error) {
	record := q.ID
	if record == "" {
		q.Submission.ID = runtime.NewID(a.Now())
		record = q.Submission.ID
	}
	claimed, err := a.claim(ctx, q, record, files)
	if err != nil {
		a.release(ctx, q, record, claimed)
		if r := a.meanwhile(ctx, q); r != nil {
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
	return out, err
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

// meanwhile is the record that the same request, sent twice at once, is just making: it has the files.
func (a *API) meanwhile(ctx context.Context, q runtime.Request) *engine.Record {
	app, ok := a.Apps.Get(q.App)
	if !ok || q.ID != "" || q.Key == "" {
		return nil
	}
	f, ok := app.Form(q.Form)
	for try := 0; ok && try < 6; try++ {
		if r, err := a.Submitter.Repeated(ctx, app, f, q.Key); r != nil || err != nil {
			return r
		}
		time.Sleep(time.Duration(10<<try) * time.Millisecond)
	}
	return nil
}

// named lists the files in a part of a body with where they stand in it.
func named(data map[string]any, at string, out map[string]string) map[string]string {
	if out == nil {
		out = map[string]string{}
	}
	for key, v := range data {
		for i, id := range filesIn(map[string]any{key: v}) {
			out[id] = at + problem.Pointer(key, i)
		}
	}
	return out
}
