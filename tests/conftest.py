"""Options that all tests share."""


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="accept what was made as what is expected")
