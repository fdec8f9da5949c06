package httpapi

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gofiber/fiber/v2"

	"huiyin/runtime/store"
)

// What the store finds too large is what somebody sent, not a fault of the server.
func TestTooLargeForTheStoreIsSaid(t *testing.T) {
	a := &API{}
	app := fiber.New(fiber.Config{ErrorHandler: a.fail})
	app.Get("/", func(*fiber.Ctx) error { return fmt.Errorf("write: %w", store.ErrTooLarge) })
	res, err := app.Test(httptest.NewRequest(http.MethodGet, "/", nil))
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != fiber.StatusRequestEntityTooLarge {
		t.Errorf("status %d", res.StatusCode)
	}
}
