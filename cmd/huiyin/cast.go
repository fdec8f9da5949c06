package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"huiyin/builder"
	"huiyin/engine"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// cast are the people of the demonstration, as the package's demo/people.json lists them.
type cast struct {
	Note        string `json:"note"`
	Departments []struct {
		Key    string          `json:"key"`
		Title  definition.Text `json:"title"`
		Parent string          `json:"parent"`
		Head   string          `json:"head"` // login
	} `json:"departments"`
	People []castPerson `json:"people"`
}

// castPerson is one of them. Roles are those of the demonstrated app.
type castPerson struct {
	Login      string   `json:"login"`
	Name       string   `json:"name"`
	Email      string   `json:"email"`
	Language   string   `json:"language"`
	Department string   `json:"department"`
	Roles      []string `json:"roles"`
	Admin      bool     `json:"admin"`
}

func readCast(shelf builder.Shelf) (cast, error) {
	var c cast
	return c, readDemo(shelf, "people.json", &c)
}

// readDemo reads a file of the package's folder demo strictly.
func readDemo(shelf builder.Shelf, name string, into any) error {
	raw, err := fs.ReadFile(shelf.FS, demoPackage+"/demo/"+name)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// castID is the id of a sample person.
func castID(login string) string { return "u_" + login }

// enter makes the people known; all of them have the same password.
func (c cast) enter(ctx context.Context, s *Server, app, hash string, since time.Time) error {
	departments := make([]*runtime.Department, len(c.Departments))
	for i, d := range c.Departments {
		departments[i] = &runtime.Department{ID: d.Key, Name: d.Title.In("zh"), Parent: d.Parent}
		if err := s.People.SaveDepartment(ctx, departments[i]); err != nil {
			return fmt.Errorf("%s: %w", d.Key, err)
		}
	}
	for _, p := range c.People {
		roles := make([]string, len(p.Roles))
		for i, r := range p.Roles {
			roles[i] = app + "/" + r
		}
		language := p.Language
		if language == problem.Languages[0] {
			language = "" // nobody chose it: a visitor's browser decides
		}
		u := runtime.User{ID: castID(p.Login), Name: p.Name, Login: p.Login, Email: p.Email, Language: language, Department: p.Department,
			Roles: roles, Admin: p.Admin, Active: true, Password: hash, CreatedAt: since.UTC(), Sample: true}
		if err := s.People.Save(ctx, &u); err != nil {
			return fmt.Errorf("%s: %w", p.Login, err)
		}
	}
	for i, d := range c.Departments { // heads are people: they had to come first, and belong to departments themselves
		departments[i].Head = castID(d.Head)
		if err := s.People.SaveDepartment(ctx, departments[i]); err != nil {
			return fmt.Errorf("%s: %w", d.Key, err)
		}
	}
	return nil
}

// shown are the people offered on the sign-in page, in this order: everybody a suggestion can come to.
var shown = []string{"admin", "agent", "agent2", "agent3", "agent4", "lead", "pm", "pm2", "dev", "dev2", "manager"}

// logins tells who can be tried, what they are called and what they are: somebody with several roles is all of them.
func (c cast) logins(app *engine.App) []httpapi.DemoLogin {
	var out []httpapi.DemoLogin
	for _, login := range shown {
		for _, p := range c.People {
			if p.Login != login {
				continue
			}
			title := definition.Text{"zh": "系统管理员", "en": "Administrator"}
			if len(p.Roles) > 0 {
				title = definition.Text{"zh": c.titles(app, p, "zh", "、"), "en": c.titles(app, p, "en", ", ")}
			}
			out = append(out, httpapi.DemoLogin{Login: login, Name: p.Name, Title: title})
		}
	}
	return out
}

func (c cast) titles(app *engine.App, p castPerson, lang, comma string) string {
	titles := make([]string, len(p.Roles))
	for i, role := range p.Roles {
		titles[i] = app.TitleOf("role", role, lang)
	}
	return strings.Join(titles, comma)
}
