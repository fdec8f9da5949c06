package httpapi

import (
	"crypto/rand"
	"encoding/base64"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// ConnectorView is a connector as an administrator sees it: where it leads, whether it can work, and how it has done.
type ConnectorView struct {
	App       Titled     `json:"app"`
	Key       string     `json:"key"`
	Title     string     `json:"title"`
	Host      string     `json:"host"` // the rest of the address may hold a token
	Secret    string     `json:"secret"`
	SecretSet bool       `json:"secretSet"`
	LastOK    *time.Time `json:"lastOk"`
	LastTry   *time.Time `json:"lastTry"`
	Failures  int        `json:"failures"` // in a row
	Error     string     `json:"error"`
}

// minSecret is the shortest secret a person may choose.
const minSecret = 16

type connectors struct {
	api  *API
	book *runtime.ConnectorBook
}

// Connectors mounts what administrators know of and do for connectors: their health, and the secrets they sign with.
func Connectors(book *runtime.ConnectorBook) func(fiber.Router, *API) {
	return func(r fiber.Router, a *API) {
		c := connectors{a, book}
		r.Get("/connectors", c.list)
		r.Put("/apps/:app/connectors/:key/secret", c.putSecret)
	}
}

func (k connectors) list(c *fiber.Ctx) error {
	apps := k.api.grantedApps(c, "admin")
	if len(apps) == 0 {
		return denied("admin", "")
	}
	items := []ConnectorView{}
	for _, app := range apps {
		for _, d := range app.Definitions("connector") {
			v, err := k.view(c, app, d)
			if err != nil {
				return err
			}
			items = append(items, v)
		}
	}
	return c.JSON(fiber.Map{"items": items})
}

func (k connectors) view(c *fiber.Ctx, app *engine.App, d definition.Definition) (ConnectorView, error) {
	lang := k.api.lang(c)
	spec, _ := app.Connector(d.Key)
	v := ConnectorView{App: Titled{Key: app.Key, Title: app.Title.In(lang)}, Key: d.Key, Title: app.TitleOf("connector", d.Key, lang), Secret: spec.Secret}
	if u, err := url.Parse(spec.URL); err == nil {
		v.Host = u.Host
	}
	secret, err := k.book.Secret(c.UserContext(), app.Key, spec.Secret)
	if err != nil {
		return v, err
	}
	h, err := k.book.Health(c.UserContext(), app.Key, d.Key)
	v.SecretSet, v.LastOK, v.LastTry, v.Failures, v.Error = secret != "", h.LastOK, h.LastTry, h.Failures, h.Error
	return v, err
}

// putSecret stores the secret that the connector names. Without a value a new one is made and answered once; it can
// never be read again.
func (k connectors) putSecret(c *fiber.Ctx) error {
	app, ok := k.api.Apps.Get(c.Params("app"))
	if !ok || k.api.granted(c, c.Params("app"), "admin") != nil {
		return denied("admin", "")
	}
	spec, ok := app.Connector(c.Params("key"))
	if !ok {
		return fiber.ErrNotFound
	}
	var in struct {
		Value string `json:"value"`
	}
	if err := read(c, &in); err != nil {
		return err
	}
	value, answer := strings.TrimSpace(in.Value), fiber.Map{}
	if value == "" {
		raw := make([]byte, 32)
		if _, err := rand.Read(raw); err != nil {
			return err
		}
		value = base64.RawURLEncoding.EncodeToString(raw)
		answer["value"] = value
	}
	if utf8.RuneCountInString(value) < minSecret {
		return problem.List{problem.New("connector.secret_short", "/value", "min", minSecret)}
	}
	by := CallerOf(c).User.ID
	if err := k.book.SetSecret(c.UserContext(), app.Key, spec.Secret, value, by); err != nil {
		return err
	}
	k.api.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: "connector_secret", By: by, App: app.Key, Text: spec.Secret})
	return c.JSON(answer)
}
