package httpapi

import (
	"context"
	"slices"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
)

// vacancies are the roles that the running processes of the apps give work to and nobody who can sign in holds, one
// piece of advice for each app: without them the work ends with the last resort.
func (a *API) vacancies(ctx context.Context, lang string) (problem.List, error) {
	var out problem.List
	for _, app := range a.Apps.All() {
		titles, err := a.vacant(ctx, app, lang, func(p effect.Person) bool { return !p.Invited })
		if err != nil {
			return nil, err
		}
		if len(titles) > 0 {
			out.Add("system.role_vacant", "", "app", app.Title.In(lang), "roles", titles)
		}
	}
	return out, nil
}

// vacant are the titles of the working roles of an app that nobody who counts holds.
func (a *API) vacant(ctx context.Context, app *engine.App, lang string, counts func(effect.Person) bool) ([]string, error) {
	titles := []string{}
	for _, role := range workingRoles(app) {
		people, err := a.People.Find(ctx, app, effect.Need{Kind: effect.NeedPeople, Role: role})
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(people, counts) {
			titles = append(titles, app.TitleOf("role", role, lang))
		}
	}
	return titles, nil
}

// vacated are the working roles, by their titles, that nobody but one person holds who can sign in.
func (a *API) vacated(ctx context.Context, user, lang string) ([]string, error) {
	out := []string{}
	for _, app := range a.Apps.All() {
		before, err := a.vacant(ctx, app, lang, func(p effect.Person) bool { return !p.Invited })
		if err != nil {
			return nil, err
		}
		after, err := a.vacant(ctx, app, lang, func(p effect.Person) bool { return !p.Invited && p.ID != user })
		if err != nil {
			return nil, err
		}
		for _, title := range after {
			if !slices.Contains(before, title) {
				out = append(out, app.Title.In(lang)+" · "+title)
			}
		}
	}
	return out, nil
}

// workingRoles are the roles that the people rules of the processes of an app look for people in, each once.
func workingRoles(app *engine.App) []string {
	var out []string
	for _, f := range app.Forms() {
		proc, ok := app.Current(f.Spec().Process)
		if !ok {
			continue
		}
		for _, rule := range proc.Spec().People {
			for _, find := range rule.Find {
				if find.By == "role" {
					out = append(out, find.Role)
				}
			}
			if rule.Empty.Role != "" {
				out = append(out, rule.Empty.Role)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
