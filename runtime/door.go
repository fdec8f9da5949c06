package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"huiyin/engine"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// Places and turns are unique keys of the record that takes them. They come and go in the one write that makes or
// removes it, so there is nothing to give back when a submission fails, and nothing is lost when a server ends in the
// middle of one.
const (
	placeKey = form.DoorKey + "place:"
	turnKey  = form.DoorKey + "turn:"
)

// placePath is where a record tells its place, for counting.
const placePath = "place"

// Visit is a submission that came through the public page of a form, and is held to its limits. Browser is the id of
// the browser, "" when it keeps none.
type Visit struct{ Browser string }

// keep is commit, for a visitor within the limits of the page they came by.
func (s *Submitter) keep(ctx context.Context, app *engine.App, f *form.Form, q Request, out engine.Outcome) (done bool, err error) {
	if q.Visit == nil {
		return s.commit(ctx, app, f, q.Record, out)
	}
	if err := s.enter(ctx, app, f, *q.Visit, out.Record); err != nil {
		return true, err
	}
	done, err = s.commit(ctx, app, f, q.Record, out)
	if outrun(err) {
		return false, nil
	}
	return done, err
}

// enter gives a new record a place and the turns of whoever sent it. The problems are public.full, public.answered,
// public.no_cookie and public.no_contact. What somebody else takes before the record is written is found out then, see
// outrun: a later try chooses again.
func (s *Submitter) enter(ctx context.Context, app *engine.App, f *form.Form, v Visit, r *engine.Record) error {
	p := f.Spec().Public
	if r == nil || p == nil {
		return nil
	}
	persons, err := s.persons(f, v, r.Data)
	if err != nil {
		return err
	}
	for _, person := range persons {
		key, err := s.turn(ctx, app, f, person, p.Each.Times)
		if err != nil {
			return err
		}
		r.Keys = append(r.Keys, key)
	}
	if p.Quota == 0 {
		return nil
	}
	if r.Place, err = s.seat(ctx, app, f, p.Quota); err == nil {
		r.Keys = append(r.Keys, fmt.Sprint(placeKey, r.Place))
	}
	return err
}

// repeatedVisit is the record of a visit that was refused because the same one, sent twice, has what it asks for.
func (s *Submitter) repeatedVisit(ctx context.Context, app *engine.App, f *form.Form, q Request, refused error) (*engine.Record, error) {
	var said problem.List
	if q.Visit == nil || !errors.As(refused, &said) {
		return nil, nil
	}
	return s.Repeated(ctx, app, f, q.Key)
}

// outrun reports whether somebody else was faster to take a place or a turn.
func outrun(err error) bool {
	var taken *store.UniqueError
	return errors.As(err, &taken) && strings.HasPrefix(taken.Key, form.DoorKey)
}

// persons are the fingerprints of whoever sent the form: of the browser, the mail address, the phone number.
func (s *Submitter) persons(f *form.Form, v Visit, data map[string]any) ([]string, error) {
	each := f.Spec().Public.Each
	var out []string
	if each.Browser() {
		if v.Browser == "" {
			return nil, problem.List{problem.New("public.no_cookie", "")}
		}
		out = append(out, s.Codec.Keys.Blind("browser", v.Browser))
	}
	if !each.Contact() {
		return out, nil
	}
	reach, before := f.Reach(), len(out)
	for _, key := range reach {
		if said, _ := data[key].(string); said != "" {
			out = append(out, s.Codec.Keys.Blind(key, said))
		}
	}
	if len(out) == before {
		field, _ := f.Field(reach[0])
		return nil, problem.List{problem.New("public.no_contact", problem.Pointer(reach[0]), "title", field.Title)}
	}
	return out, nil
}

// turns are the keys that one person can hold on a form.
func turns(person string, times int) []any {
	out := make([]any, times)
	for i := range out {
		out[i] = fmt.Sprint(turnKey, person, ":", i+1)
	}
	return out
}

// turn returns a key of a person that no record holds yet.
func (s *Submitter) turn(ctx context.Context, app *engine.App, f *form.Form, person string, times int) (string, error) {
	keys := turns(person, times)
	page, err := s.Store.Find(ctx, RecordsOf(app.Key, f.Key()), query.Query{
		Where: query.Condition{Field: "keys", Op: "hasAny", Value: keys}, Limit: times, Fields: []string{"keys"}})
	if err != nil {
		return "", err
	}
	var held []string
	for _, doc := range page.Documents {
		var r struct{ Keys []string }
		if err := json.Unmarshal(doc.Body, &r); err != nil {
			return "", err
		}
		held = append(held, r.Keys...)
	}
	for _, key := range keys {
		if !slices.Contains(held, key.(string)) {
			return key.(string), nil
		}
	}
	return "", problem.List{problem.New("public.answered", "", "times", times)}
}

// Answered reports whether a browser may not send a form another time.
func (s *Submitter) Answered(ctx context.Context, app *engine.App, f *form.Form, browser string) (bool, error) {
	each := f.Spec().Public.Each
	if !each.Browser() || browser == "" {
		return false, nil
	}
	_, err := s.turn(ctx, app, f, s.Codec.Keys.Blind("browser", browser), each.Times)
	var said problem.List
	if errors.As(err, &said) {
		return true, nil
	}
	return false, err
}

// Taken counts the places of a form that records hold, those up to a number only, 0 for all.
func (s *Submitter) Taken(ctx context.Context, app *engine.App, f *form.Form, upTo int) (int, error) {
	where := query.Condition{Field: placePath, Op: "gte", Value: 1}
	if upTo > 0 {
		where = query.Condition{All: []query.Condition{where, {Field: placePath, Op: "lte", Value: upTo}}}
	}
	page, err := s.Store.Find(ctx, RecordsOf(app.Key, f.Key()), query.Query{Where: where, Limit: 1, Fields: []string{placePath}, Count: true})
	return int(page.Count), err
}

// seat returns a place that no record holds. A counter keeps those who come at the same moment apart; once it is past
// the quota, what was drawn and not taken, or given back, is looked for: any of those places, so that not everybody
// tries the same.
func (s *Submitter) seat(ctx context.Context, app *engine.App, f *form.Form, quota int) (int, error) {
	taken, err := s.Taken(ctx, app, f, 0)
	if err != nil {
		return 0, err
	}
	if taken >= quota {
		return 0, problem.List{problem.New("public.full", "", "quota", quota)}
	}
	drawn, err := s.Store.Increment(ctx, "places:"+app.Key+"/"+f.Key(), 1)
	if err != nil || drawn <= int64(quota) {
		return int(drawn), err
	}
	wanted := 1 + rand.N(quota-taken) // the wanted-th of the free places
	low, high := 1, quota
	for low < high {
		middle := (low + high) / 2
		below, err := s.Taken(ctx, app, f, middle)
		if err != nil {
			return 0, err
		}
		if middle-below >= wanted {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low, nil
}
