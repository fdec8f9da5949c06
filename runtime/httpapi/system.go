package httpapi

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
)

// System is the state of the installation, for whoever operates it.
type System struct {
	Version string    `json:"version"`
	Started time.Time `json:"started"` // of the node that answers
	Now     time.Time `json:"now"`
	URL     string    `json:"url"`
	Zone    string    `json:"zone"`
	Store   string    `json:"store"` // sqlite, mongodb
	Bytes   int64     `json:"bytes"` // of the store, -1 = not known
	Memory  int64     `json:"memory"`
	Mail    bool      `json:"mail"` // a mail server is configured
	Apps    []Running `json:"apps"`
	Late    int       `json:"late"`      // records with something that should have happened by now
	Trouble int       `json:"incidents"` // records with an incident
	// Backup is when the last backup ended, nil for never.
	Backup *time.Time `json:"backup"`
	// Advice is what somebody should look after, the most pressing first.
	Advice problem.List `json:"advice"`
}

// Running is an app and the release of it that is served.
type Running struct {
	Key     string `json:"key"`
	Title   string `json:"title"`
	Release int    `json:"release"`
}

func (a *API) getSystem(c *fiber.Ctx) error {
	s, err := a.System(c.UserContext())
	if err != nil {
		return err
	}
	s.Apps = []Running{}
	for _, app := range a.Apps.All() {
		s.Apps = append(s.Apps, Running{Key: app.Key, Title: app.Title.In(a.lang(c)), Release: app.Release})
	}
	vacant, err := a.vacancies(c.UserContext(), a.lang(c))
	if err != nil {
		return err
	}
	s.Advice = append(vacant, s.Advice...).In(a.lang(c))
	return c.JSON(s)
}
