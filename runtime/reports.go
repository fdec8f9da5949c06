package runtime

import (
	"context"
	"time"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/engine/report"
)

// Reports answers questions about the records of an app, for people: of the rows and fields that each of them may see.
type Reports struct {
	Columns *Columns
	Now     func() time.Time
}

// Answer answers a question about a form. Problems are those of the question, with pointers into it.
func (r Reports) Answer(ctx context.Context, app *engine.App, f *form.Form, who access.Principal, q report.Question) (*report.Answer, error) {
	plan, problems := report.Compile(q, engine.Dataset(f, Levels(app, f, who)))
	if err := problems.Err(); err != nil {
		return nil, err
	}
	table, err := r.Columns.Table(ctx, app, f)
	if err != nil {
		return nil, err
	}
	return plan.Answer(ctx, table.Snapshot(), app.Policy().Scope(who, "read", f.Key()), r.Now(), app.Zone())
}

// Behind is the condition, over fields, that the records behind a row of an answer meet: a list filtered by it shows
// them to whoever may see them. by are the labels of the row.
func (r Reports) Behind(app *engine.App, f *form.Form, who access.Principal, q report.Question, by []any) (query.Condition, problem.List) {
	shape := engine.Dataset(f, Levels(app, f, who))
	plan, problems := report.Compile(q, shape)
	if problems.Err() != nil {
		return query.Condition{}, problems
	}
	where, problems := plan.Behind(by, r.Now(), app.Zone())
	return shape.Named(where), problems
}
