package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"time"

	"huiyin/builder"
	"huiyin/engine"
	"huiyin/engine/definition"
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
	for _, d := range c.Departments {
		err := s.People.SaveDepartment(ctx, &runtime.Department{ID: d.Key, Name: d.Title.In("zh"), Parent: d.Parent, Head: castID(d.Head)})
		if err != nil {
			return err
		}
	}
	for _, p := range c.People {
		roles := make([]string, len(p.Roles))
		for i, r := range p.Roles {
			roles[i] = app + "/" + r
		}
		u := runtime.User{ID: castID(p.Login), Name: p.Name, Login: p.Login, Email: p.Email, Language: p.Language, Department: p.Department,
			Roles: roles, Admin: p.Admin, Active: true, Password: hash, CreatedAt: since.UTC(), Sample: true}
		if err := s.People.Save(ctx, &u); err != nil {
			return fmt.Errorf("%s: %w", p.Login, err)
		}
	}
	return nil
}

// shown are the people offered on the sign-in page, in this order.
var shown = []string{"admin", "agent", "pm", "dev", "manager"}

// logins tells who can be tried and what they are.
func (c cast) logins(app *engine.App) []httpapi.DemoLogin {
	var out []httpapi.DemoLogin
	for _, login := range shown {
		for _, p := range c.People {
			if p.Login != login {
				continue
			}
			title := definition.Text{"zh": "系统管理员", "en": "Administrator"}
			if len(p.Roles) > 0 {
				title = definition.Text{"zh": app.TitleOf("role", p.Roles[0], "zh"), "en": app.TitleOf("role", p.Roles[0], "en")}
			}
			out = append(out, httpapi.DemoLogin{Login: login, Title: title})
		}
	}
	return out
}
