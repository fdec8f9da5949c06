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
		titles := []string{}
		for _, role := range workingRoles(app) {
			people, err := a.People.Find(ctx, app, effect.Need{Kind: effect.NeedPeople, Role: role})
			if err != nil {
				return nil, err
			}
			if !slices.ContainsFunc(people, func(p effect.Person) bool { return !p.Invited }) {
				titles = append(titles, app.TitleOf("role", role, lang))
			}
		}
		if len(titles) > 0 {
			out.Add("system.role_vacant", "", "app", app.Title.In(lang), "roles", titles)
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
