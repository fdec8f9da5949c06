package builder

import (
	"bytes"
	"context"
	"encoding/json"

	"huiyin/builder/phrase"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

// Arrival is what an import would bring: all that is wrong with it, and what it changes, in words.
type Arrival struct {
	Problems problem.List
	Changes  []phrase.Change

	was, is definition.Bundle
}

// Bundle is the app with what arrived in it.
func (a Arrival) Bundle() definition.Bundle { return a.is }

// maxFaults bounds the problems of one import that are told.
const maxFaults = 1000

// Arrive works out what a parcel would make of a bundle, whose app stays the app it is. replace lets a whole app take
// away what it does not have. check compiles the outcome. Nothing is written.
func Arrive(was definition.Bundle, p Parcel, replace bool, lang string, check func(definition.Bundle) problem.List) Arrival {
	out := Arrival{was: was}
	if replace && p.Whole {
		out.is = definition.Pack(was.Of("app")...)
	} else {
		out.is = was
	}
	for _, d := range p.Bundle.Definitions {
		problems := out.take(d)
		out.Problems = append(out.Problems, problems...)
	}
	if out.Problems.Err() == nil {
		out.Problems = append(out.Problems, check(out.is)...)
		out.Changes = phrase.Changes(was, out.is, lang)
	}
	out.Problems = bounded(out.Problems)
	return out
}

// take puts one definition in its place; one that extends is laid over what is there.
func (a *Arrival) take(d definition.Definition) problem.List {
	if d.Kind == "app" {
		d = sameApp(d, a.was)
	}
	if !d.Extends {
		a.is = a.is.With(d)
		return nil
	}
	var lower definition.Bundle
	if there, ok := a.is.Get(d.Kind, d.Key); ok {
		lower = definition.Pack(there)
	}
	laid, problems := definition.Layer(lower, definition.Pack(d))
	if whole, ok := laid.Get(d.Kind, d.Key); ok {
		a.is = a.is.With(whole)
	} else {
		a.is = a.is.Without(d.Kind, d.Key)
	}
	return problems
}

// sameApp makes the description of another app one of the app it comes into.
func sameApp(d definition.Definition, was definition.Bundle) definition.Definition {
	own := was.Of("app")
	if len(own) != 1 || own[0].Key == d.Key {
		return d
	}
	spec, problems := definition.DecodeSpec[definition.AppSpec](d)
	mine, faults := definition.DecodeSpec[definition.AppSpec](own[0])
	if problems.Err() != nil || faults.Err() != nil {
		return d
	}
	spec.Name, spec.App, spec.Requires = mine.Name, mine.App, mine.Requires
	return define("app", own[0].Key, d.Title, spec)
}

// bounded keeps the first problems and says how many there are.
func bounded(list problem.List) problem.List {
	if len(list) <= maxFaults {
		return list
	}
	out := append(problem.List{}, list[:maxFaults]...)
	out.Add("import.too_many_faults", "", "max", maxFaults, "count", len(list))
	return out
}

// Import looks at a parcel for an app as it would be published now and, unless dry, keeps what it changes as drafts. With
// a blocking problem nothing is written. What somebody saved meanwhile is not overwritten: problem draft.newer_exists.
func (d *Drafts) Import(ctx context.Context, app string, raw []byte, replace, dry bool, lang, by string) (Arrival, error) {
	parcel, problems := Unpack(raw)
	if problems.Err() != nil {
		return Arrival{Problems: bounded(problems)}, nil //nolint:nilerr // the problems are the answer
	}
	now, err := d.desk(ctx, app)
	if err != nil {
		return Arrival{}, err
	}
	was, err := now.bundle()
	if err != nil {
		return Arrival{}, err
	}
	out := Arrive(was, parcel, replace, lang, d.Publisher.Check)
	out.Problems = append(problems, out.Problems...)
	if dry || out.Problems.Err() != nil {
		return out, nil //nolint:nilerr // the problems are the answer
	}
	faults, err := d.keep(ctx, now, out.is, by)
	out.Problems = append(out.Problems, faults...)
	return out, err
}

// same reports whether two definitions say the same.
func same(a, b definition.Definition) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	if err1 != nil || err2 != nil {
		return false
	}
	x, err1 = definition.Canonical(x)
	y, err2 = definition.Canonical(y)
	return err1 == nil && err2 == nil && bytes.Equal(x, y)
}
